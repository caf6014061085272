package dev.leafnode.memory;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** An open judgment and the ways from it that are intact. */
final class OpenJudgment {

    private final Judgment judgment;
    private List<Way> ways;

    OpenJudgment(Judgment judgment, List<Way> ways) {
        this.judgment = judgment;
        this.ways = List.copyOf(ways);
    }

    Judgment judgment() {
        return judgment;
    }

    JudgmentKey key() {
        return judgment.key();
    }

    String executionId() {
        return key().stage().executionId();
    }

    /** The executions on the ways. */
    Set<String> ancestors() {
        Set<String> ids = new LinkedHashSet<>();
        ways.forEach(way -> way.steps().forEach(step -> ids.add(step.ancestor().executionId())));
        return ids;
    }

    /** The stages of an execution that the judgment shows on. */
    Set<StageKey> shownOn(String executionId, Predicate<Way.Step> awaits) {
        Set<StageKey> stages = new LinkedHashSet<>();
        for (Way way : ways) {
            int below = way.depthBelow(executionId);
            if (below >= 0 && way.steps().subList(0, below + 1).stream().allMatch(awaits)) {
                stages.add(way.steps().get(below).ancestor());
            }
        }
        return stages;
    }

    /** The first way that the judgment shows on, as far as it does, from the root down. */
    List<StageKey> path(Predicate<Way.Step> awaits) {
        List<StageKey> path = new ArrayList<>();
        for (Way way : ways) {
            way.steps().stream().takeWhile(awaits).forEach(step -> path.add(0, step.ancestor()));
            if (!path.isEmpty()) {
                break;
            }
        }
        return path;
    }

    /** Ends every way before that stage; returns whether one led there. */
    boolean cut(StageKey stage) {
        return shorten(way -> way.depthBelow(stage));
    }

    /** Ends every way before that execution; returns whether one led there. */
    boolean cut(String executionId) {
        return shorten(way -> way.depthBelow(executionId));
    }

    private boolean shorten(ToIntFunction<Way> end) {
        Set<Way> shortened = new LinkedHashSet<>();
        boolean changed = false;
        for (Way way : ways) {
            int depth = end.applyAsInt(way);
            changed |= depth >= 0;
            shortened.add(depth >= 0 ? way.upTo(depth) : way);
        }
        shortened.remove(Way.EMPTY);
        ways = List.copyOf(shortened);
        return changed;
    }

    /** Continues every way that reaches {@code child} along each of {@code onward}, which start there. */
    void extend(String child, List<Way> onward) {
        Set<Way> extended = new LinkedHashSet<>();
        for (Way way : ways) {
            int below = way.depthBelow(child);
            if (below < 0 || below + 1 < way.depth()) {
                extended.add(way);
            }
            if (below >= 0) {
                onward.forEach(above -> extended.add(way.upTo(below + 1).then(above)));
            }
        }
        if (executionId().equals(child)) {
            extended.addAll(onward);
        }
        ways = List.copyOf(extended);
    }
}
