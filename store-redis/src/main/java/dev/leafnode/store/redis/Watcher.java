package dev.leafnode.store.redis;

import java.util.List;

/**
 * A stage that names an execution, as the directory knows it.
 *
 * @param stage the stage, as it is written in Redis
 * @param tag the tag of its tree
 */
record Watcher(String stage, String tag) {

    static Watcher read(String entry) {
        List<String> parts = Lists.parts(entry);
        return new Watcher(Lists.join(parts.get(0), parts.get(1)), parts.get(2));
    }

    String write() {
        return Lists.join(stage, tag);
    }

    String executionId() {
        return Lists.parts(stage).get(0);
    }
}
