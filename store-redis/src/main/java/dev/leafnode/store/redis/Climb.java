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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what shows where: one round trip for the trees in question, in a Cluster one for each slot. Only where stages watch
 * executions of other trees, or a parent was stored after its child and in another tree, are those trees asked as well: the
 * ones below for what is open there, and the ones above for whether they await what leads into them.
 */
final class Climb {

    private static final int GIVEN = 2;

    /** Where it stands in a step what is told of its stage. */
    private static final int TOLD = 4;

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
        climb(arguments).forEach((tag, reply) -> {
            take(tag, reply);
            missing.addAll(reply.at(4).texts());
        });
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
        stagesByTag.forEach((tag, stages) -> {
            List<String> asked = new ArrayList<>(List.of(String.valueOf(stages.size())));
            asked.addAll(stages);
            asked.addAll(List.of("0", "0", "0"));
            arguments.put(tag, asked);
        });
        climb(arguments).forEach(this::add);
        return finish();
    }

    /**
     * Where some judgments of the tree of an execution show. Empty if the execution is not stored there, or if judgments of
     * other trees may show on those of this one.
     */
    Optional<Graph> from(String tag, String id, List<String> stages) {
        List<String> asked = new ArrayList<>(List.of(String.valueOf(stages.size())));
        asked.addAll(stages);
        asked.addAll(List.of("0", "0", "1", id));
        Reply reply = Objects.requireNonNull(climb(Map.of(tag, asked)).get(tag));
        if (!reply.at(3).texts().isEmpty() || !reply.at(4).texts().isEmpty()) {
            return Optional.empty();
        }
        add(tag, reply);
        return Optional.of(finish());
    }

    /** Who awaits some executions of a tree, and so on up. */
    Graph above(String tag, List<String> ids) {
        List<String> arguments = new ArrayList<>(List.of("0", "0", String.valueOf(ids.size())));
        arguments.addAll(ids);
        arguments.add("0");
        climb(Map.of(tag, arguments)).forEach(this::add);
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
        List<String> arguments = new ArrayList<>(List.of("-1", "0", "0", String.valueOf(expected.size())));
        arguments.addAll(expected);
        return arguments;
    }

    private static List<String> entering(Set<Step> steps) {
        List<String> arguments = new ArrayList<>(List.of("0", String.valueOf(steps.size())));
        for (Step step : steps) {
            arguments.add(RedisText.write(step.child()));
            arguments.add(Lists.write(step.stage()));
            arguments.add(step.watches() ? "1" : "0");
        }
        arguments.addAll(List.of("0", "0"));
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

    private void take(String tag, Reply reply) {
        read.add(tag);
        add(tag, reply);
        unread.addAll(reply.at(3).texts());
    }

    private void add(String tag, Reply reply) {
        for (Reply open : reply.at(0).list()) {
            graph.add(Open.read(
                    tag, open.at(0).text(), open.at(1).text(), open.at(2).flag()));
        }
        for (Reply inner : reply.at(1).list()) {
            boolean awaits = inner.at(3).flag();
            if (inner.size() > TOLD) {
                graph.add(ancestor(inner));
            }
            if (inner.at(2).number() == GIVEN) {
                graph.addGiven(step(inner), awaits);
            } else {
                graph.add(step(inner), awaits);
            }
        }
        for (Reply outer : reply.at(2).list()) {
            Step step = step(outer);
            if (left.add(step)) {
                leaving.computeIfAbsent(outer.at(3).text(), above -> new LinkedHashSet<>())
                        .add(step);
            }
        }
    }

    private static Ancestor ancestor(Reply step) {
        Values told = Values.read(step.at(TOLD).text());
        String deadline = told.get("v");
        return new Ancestor(
                Lists.readStage(step.at(1).text()),
                told.text("a"),
                told.text("n"),
                told.text("m"),
                deadline == null ? null : Told.instant(deadline));
    }

    private static Step step(Reply reply) {
        return new Step(
                RedisText.read(reply.at(0).text()),
                Lists.readStage(reply.at(1).text()),
                reply.at(2).number() == 1);
    }
}
