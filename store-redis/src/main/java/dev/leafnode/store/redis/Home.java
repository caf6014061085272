package dev.leafnode.store.redis;

import java.util.List;

/**
 * Where an execution is kept, as the directory says it: the tag of its tree, a tab and a number that no other home has;
 * or, for a guest, which this store does not keep, the list of the tags of the trees that know it.
 *
 * @param value what the directory says
 */
record Home(String value) {

    /** Whether the execution is kept by this store, or was about to be. */
    boolean isOfStored() {
        return value.indexOf('\t') >= 0;
    }

    /** The tag of its tree, or of the first one that knows it. */
    String tag() {
        return tags().get(0);
    }

    List<String> tags() {
        return isOfStored() ? List.of(Lists.parts(value).get(0)) : Lists.read(value);
    }
}
