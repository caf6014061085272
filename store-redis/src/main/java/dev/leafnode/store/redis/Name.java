package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * That a stage names an execution, both as they are written in Redis.
 *
 * @param stage the stage
 * @param child the execution
 */
record Name(String stage, String child) {

    /** What a script returns as pairs. */
    static List<Name> read(Reply pairs) {
        List<String> texts = pairs.texts();
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            names.add(new Name(texts.get(i), texts.get(i + 1)));
        }
        return names;
    }
}
