package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.StageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Cuts the ways through stages that have ended: one script, and some more where ways from other trees lead there. */
final class Cuts {

    private final LeafState state;
    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final Supplier<Climb> climbs;

    Cuts(LeafState state, Scripts scripts, Keys keys, Homes homes, Supplier<Climb> climbs) {
        this.state = state;
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.climbs = climbs;
    }

    boolean cut(StageKey stage, Instant at) {
        String id = RedisText.write(stage.executionId());
        return homes.at(id, home -> cut(stage, at, home.tag(), true)).orElseGet(() -> cutAtGuest(stage, at));
    }

    private boolean cutAtGuest(StageKey stage, Instant at) {
        boolean cut = false;
        Optional<Home> home = homes.find(RedisText.write(stage.executionId()));
        for (String tag : home.map(Home::tags).orElse(List.of())) {
            cut |= cut(stage, at, tag, false).orElse(false);
        }
        return cut;
    }

    /** Empty, having done nothing, if the execution is said to be stored in that tree and is not. */
    private Optional<Boolean> cut(StageKey stage, Instant at, String tag, boolean isStored) {
        Reply reply = scripts.run(
                Script.CUT,
                List.of(keys.tree(tag), keys.open(tag, state)),
                List.of(
                        RedisText.write(stage.executionId()),
                        RedisText.write(stage.stageId()),
                        String.valueOf(at.toEpochMilli()),
                        isStored ? "1" : "0"));
        if (reply.isNothing()) {
            return Optional.empty();
        }
        long cut = reply.at(0).number();
        if (!reply.at(2).text().isEmpty()) {
            cut += cutFromBelow(stage, at, tag, Lists.read(reply.at(1).text()));
        }
        return Optional.of(cut > 0);
    }

    /** Makes ways whole again that lead through other trees than the judgment's; returns how many were cut. */
    long uncut(Graph graph, int most) {
        Map<String, List<String>> wholes = new LinkedHashMap<>();
        long found = 0;
        for (Open judgment : graph.judgments()) {
            for (Step step : graph.cutInVain(judgment)) {
                if (found < most) {
                    found++;
                    add(judgment, step, wholes);
                }
            }
        }
        return mark(wholes, "0");
    }

    private long cutFromBelow(StageKey stage, Instant at, String tag, List<String> spared) {
        Graph graph = climbs.get().of(List.of(tag));
        Map<String, List<String>> cuts = new LinkedHashMap<>();
        for (Open judgment : graph.judgments()) {
            if (judgment.tag().equals(tag) || judgment.key().attempt() > at.toEpochMilli()) {
                continue;
            }
            for (Step step : graph.leadingTo(stage, judgment)) {
                if (!spared.contains(RedisText.write(step.child()))) {
                    add(judgment, step, cuts);
                }
            }
        }
        return mark(cuts, "1");
    }

    private static void add(Open judgment, Step step, Map<String, List<String>> marks) {
        marks.computeIfAbsent(judgment.tag(), key -> new ArrayList<>())
                .addAll(List.of(
                        Lists.write(judgment.key().stage()),
                        String.valueOf(judgment.key().attempt()),
                        step.mark()));
    }

    private long mark(Map<String, List<String>> marks, String cut) {
        long changed = 0;
        for (Map.Entry<String, List<String>> ofTree : marks.entrySet()) {
            List<String> arguments = new ArrayList<>(List.of(cut));
            arguments.addAll(ofTree.getValue());
            changed += scripts.run(Script.MARK, List.of(keys.open(ofTree.getKey(), state)), arguments)
                    .number();
        }
        return changed;
    }
}
