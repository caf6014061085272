package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the trees of executions. A home does not change while its execution is stored, so those that were met lately
 * are remembered; whoever meets a tree that does not know the execution any more forgets its home and asks again. Of
 * guests, further trees may learn at any time: they are asked for anew.
 */
final class Homes {

    private static final int MOST_REMEMBERED = 10_000;

    /** As many ids as one script is asked for. */
    private static final int MOST_IDS = 5_000;

    private final Scripts scripts;
    private final Keys keys;
    private final Recent<String, Home> remembered = new Recent<>(MOST_REMEMBERED);

    Homes(Scripts scripts, Keys keys) {
        this.scripts = scripts;
        this.keys = keys;
    }

    /** The home of an execution, by its id as it is written in Redis. */
    Optional<Home> find(String id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** The home of an execution if it was met lately. */
    Optional<Home> recall(String id) {
        return remembered.get(id);
    }

    /**
     * What an action returns at the home of an execution that is stored. The action returns nothing, having done
     * nothing, where the execution is not stored; then its home is asked for anew.
     */
    <T> Optional<T> at(String id, Function<Home, Optional<T>> action) {
        Optional<T> done = recall(id).flatMap(action);
        if (done.isEmpty()) {
            forget(id);
            done = find(id).filter(Home::isOfStored).flatMap(action);
        }
        return done;
    }

    /** The homes of those executions that have one. At most one round trip for some thousands of them. */
    Map<String, Home> find(Collection<String> ids) {
        Map<String, Home> homes = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String id : ids) {
            Optional<Home> known = remembered.get(id);
            known.ifPresent(home -> homes.put(id, home));
            if (known.isEmpty()) {
                unknown.add(id);
            }
        }
        homes.putAll(ask(unknown));
        return homes;
    }

    /** Likewise, as the directory says it now. */
    Map<String, Home> ask(List<String> ids) {
        Map<String, Home> homes = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            ask(ids.subList(from, Math.min(ids.size(), from + MOST_IDS)), homes);
        }
        return homes;
    }

    void remember(String id, Home home) {
        remembered.put(id, home);
    }

    void forget(String id) {
        remembered.remove(id);
    }

    private void ask(List<String> ids, Map<String, Home> homes) {
        List<Reply> found = scripts.run(Script.WHERE, List.of(keys.homes(), keys.guests()), ids)
                .list();
        for (int i = 0; i < ids.size(); i++) {
            String value = found.get(i).textIfAny();
            if (value != null) {
                Home home = new Home(value);
                homes.put(ids.get(i), home);
                if (home.isOfStored()) {
                    remembered.put(ids.get(i), home);
                }
            }
        }
    }
}
