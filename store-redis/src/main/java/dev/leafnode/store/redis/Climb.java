package dev.leafnode.store.redis;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.LeafState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what shows where: one round trip for the trees in question, in a Cluster one for each slot. Only where stages
 * watch executions of other trees, or a parent was stored after its child and in another tree, are those trees asked as
 * well: the ones below for what is open there, and the ones above for whether they await what leads into them.
 */
final class Climb {

    private final Scripts scripts;
    private final Keys keys;
    private final Slots slots;
    private final LeafState state;
    private final Graph graph = new Graph();
    private final Set<String> read = new HashSet<>();
    private final Set<String> unread = new LinkedHashSet<>();
    private final Map<String, Set<Step>> leaving = new LinkedHashMap<>();
    private final Set<Step> left = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private boolean tells;

    Climb(Scripts scripts, Keys keys, Slots slots, LeafState state) {
        this.scripts = scripts;
        this.keys = keys;
        this.slots = slots;
        this.state = state;
    }

    /** Also reads what is told of the stages that judgments show on. */
    Climb telling() {
        tells = true;
        return this;
    }

    /** What shows on the executions of some trees. */
    Graph of(Collection<String> tags) {
        unread.addAll(tags);
        return finish();
    }

    /** What shows on executions that have homes; {@link #missing()} says which of them are not there any more. */
    Graph on(Map<String, Home> homes) {
        Map<String, List<String>> stored = new LinkedHashMap<>();
        homes.forEach((id, home) -> home.tags().forEach(tag -> {
            List<String> ids = stored.computeIfAbsent(tag, key -> new ArrayList<>());
            if (home.isOfStored()) {
                ids.add(id);
            }
        }));
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        stored.forEach((tag, ids) -> arguments.put(tag, everything(ids)));
        climb(arguments).forEach(this::take);
        return finish();
    }

    /** The executions that were said to be stored in a tree and are not, by their ids as they are written in Redis. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** What shows on the executions of trees that have been read, each with the reply. */
    Graph of(Map<String, Reply> replies) {
        replies.forEach(this::take);
        return finish();
    }

    /** Where some judgments show, given by their stages and trees, and nothing else. */
    Graph from(Map<String, List<String>> stagesByTag) {
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        stagesByTag.forEach((tag, stages) -> arguments.put(tag, asking(stages.size(), 0, 0, 0, stages)));
        climb(arguments).forEach(this::add);
        return finish();
    }

    /**
     * Where some judgments of the tree of an execution show. Empty if the execution is not stored there, or if
     * judgments of other trees may show on those of this one.
     */
    Optional<Graph> from(String tag, String id, List<String> stages) {
        List<String> asked = new ArrayList<>(stages);
        asked.add(id);
        climb(Map.of(tag, asking(stages.size(), 0, 0, 1, asked))).forEach(this::take);
        return unread.isEmpty() && missing.isEmpty() ? Optional.of(finish()) : Optional.empty();
    }

    /** Who awaits some executions of a tree, and so on up. */
    Graph above(String tag, List<String> ids) {
        climb(Map.of(tag, asking(0, 0, ids.size(), 0, ids))).forEach(this::add);
        return finish();
    }

    private Graph finish() {
        while (!unread.isEmpty() || !leaving.isEmpty()) {
            unread.removeAll(read);
            Map<String, List<String>> below = new LinkedHashMap<>();
            unread.forEach(tag -> below.put(tag, everything(List.of())));
            unread.clear();
            climb(below).forEach(this::take);
            Map<String, List<String>> above = new LinkedHashMap<>();
            leaving.forEach((tag, steps) -> above.put(tag, entering(steps)));
            leaving.clear();
            climb(above).forEach(this::add);
        }
        return graph;
    }

    private static List<String> everything(List<String> expected) {
        return asking(-1, 0, 0, expected.size(), expected);
    }

    private static List<String> entering(Set<Step> steps) {
        List<String> asked = new ArrayList<>();
        for (Step step : steps) {
            asked.add(RedisText.write(step.child()));
            asked.add(Lists.write(step.stage()));
            asked.add(step.watches() ? "1" : "0");
        }
        return asking(0, steps.size(), 0, 0, asked);
    }

    /** What the script is asked of a tree: how many of each kind, and then those. */
    private static List<String> asking(int leaves, int entering, int starts, int stored, List<String> asked) {
        List<String> arguments = new ArrayList<>(List.of(leaves + "," + entering + "," + starts + "," + stored));
        arguments.addAll(asked);
        return arguments;
    }

    private Map<String, Reply> climb(Map<String, List<String>> argumentsByTag) {
        Map<String, Reply> replies = new HashMap<>();
        for (List<String> tags : slots.groups(argumentsByTag.keySet())) {
            List<String> touched = new ArrayList<>();
            List<String> arguments = new ArrayList<>(List.of(tells ? "1" : "0"));
            for (String tag : tags) {
                touched.addAll(List.of(keys.tree(tag), keys.open(tag, state)));
                arguments.addAll(argumentsByTag.getOrDefault(tag, List.of()));
            }
            List<Reply> climbs = scripts.run(Script.CLIMB, touched, arguments).list();
            for (int i = 0; i < tags.size(); i++) {
                replies.put(tags.get(i), climbs.get(i));
            }
        }
        return replies;
    }

    /** Adds what a tree says, and has the trees below it read. */
    private void take(String tag, Reply reply) {
        read.add(tag);
        unread.addAll(add(tag, reply));
    }

    /** Adds what a tree says, in rows as the scripts return them; returns the tags of the trees below it. */
    private List<String> add(String tag, Reply reply) {
        List<String> below = new ArrayList<>();
        for (Reply row : reply.list()) {
            String kind = row.at(0).text();
            switch (kind) {
                case "open" ->
                    graph.add(Open.read(
                            tag, row.at(1).text(), row.at(2).text(), row.at(3).flag()));
                case "step" -> {
                    graph.add(step(row, row.at(3).flag()), row.at(4).flag());
                    tell(row.at(2).text(), row.at(5).text(), row.at(6).text());
                }
                case "given" -> {
                    graph.addGiven(step(row, false), row.at(3).flag());
                    tell(row.at(2).text(), row.at(4).text(), row.at(5).text());
                }
                case "leaving" -> leave(step(row, row.at(3).flag()), row.at(4).text());
                case "below" -> below.add(row.at(1).text());
                case "missing" -> missing.add(row.at(1).text());
                default ->
                    throw new IllegalStateException(
                            "what shows in tree %s: expected a row of a known kind, got %s".formatted(tag, kind));
            }
        }
        return below;
    }

    /** Has another tree asked about a step into it, once. */
    private void leave(Step step, String tag) {
        if (left.add(step)) {
            leaving.computeIfAbsent(tag, above -> new LinkedHashSet<>()).add(step);
        }
    }

    private void tell(String stage, String execution, String facts) {
        if (execution.isEmpty()) {
            return;
        }
        Values ofExecution = Values.read(execution);
        Values ofStage = Values.read(facts);
        String deadline = ofStage.get("v");
        graph.add(new Ancestor(
                Lists.readStage(stage),
                ofExecution.text("a"),
                ofExecution.text("n"),
                ofStage.text("m"),
                deadline == null ? null : Told.instant(deadline)));
    }

    private static Step step(Reply row, boolean watches) {
        return new Step(
                RedisText.read(row.at(1).text()), Lists.readStage(row.at(2).text()), watches);
    }
}
