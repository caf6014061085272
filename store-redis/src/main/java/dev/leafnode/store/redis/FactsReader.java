package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what searches look for in executions, without the executions. */
final class FactsReader {

    /**
     * How an execution stands in the sets.
     *
     * @param now how it must
     * @param before how it stood before, and perhaps still does
     * @param factsBefore the facts that say so; empty if there are none
     * @param parent the execution that its trigger names
     * @param isStored false if its time to live is over, and its tree still knows it
     */
    record Listed(Listing now, List<Listing> before, String factsBefore, Optional<String> parent, boolean isStored) {}

    private final Scripts scripts;
    private final Keys keys;
    private final Slots slots;

    FactsReader(Scripts scripts, Keys keys, Slots slots) {
        this.scripts = scripts;
        this.keys = keys;
        this.slots = slots;
    }

    /** Those of some executions that are stored, each given by its id and the tag of its tree. */
    Map<String, Listed> read(Map<String, String> tagsById) {
        Map<String, Listed> stored = known(tagsById);
        stored.values().removeIf(listed -> !listed.isStored());
        return stored;
    }

    /** What its tree knows of an execution that is not stored any more. */
    Optional<Listed> restOf(String id, String tag) {
        return Optional.ofNullable(known(Map.of(id, tag)).get(id)).filter(listed -> !listed.isStored());
    }

    private Map<String, Listed> known(Map<String, String> tagsById) {
        Map<String, List<String>> idsByTag = new LinkedHashMap<>();
        tagsById.forEach((id, tag) ->
                idsByTag.computeIfAbsent(tag, key -> new ArrayList<>()).add(id));
        Map<String, Listed> known = new LinkedHashMap<>();
        for (List<String> tags : slots.groups(idsByTag.keySet())) {
            List<String> touched = new ArrayList<>();
            List<String> arguments = new ArrayList<>();
            List<String> asked = new ArrayList<>();
            for (String tag : tags) {
                List<String> ids = idsByTag.getOrDefault(tag, List.of());
                touched.add(keys.tree(tag));
                ids.forEach(id -> touched.add(keys.execution(tag, id)));
                arguments.add(String.valueOf(ids.size()));
                arguments.addAll(ids);
                asked.addAll(ids);
            }
            List<Reply> replies = scripts.run(Script.FACTS, touched, arguments).list();
            for (int i = 0; i < asked.size(); i++) {
                if (!replies.get(i).isNothing()) {
                    String id = asked.get(i);
                    known.put(id, listed(id, tagsById.getOrDefault(id, ""), replies.get(i)));
                }
            }
        }
        return known;
    }

    private static Listed listed(String id, String tag, Reply reply) {
        String before = reply.at(1).text();
        String parent = reply.at(2).text();
        return new Listed(
                Listing.of(id, tag, Values.read(reply.at(0).text())),
                Lists.read(before).stream()
                        .map(facts -> Listing.of(id, tag, Values.read(facts)))
                        .toList(),
                before,
                parent.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Lists.parts(parent).get(0)),
                reply.at(3).flag());
    }
}
