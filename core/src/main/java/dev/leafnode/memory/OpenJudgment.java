package dev.leafnode.memory;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** An open judgment and the ways from it that are intact. */
final class OpenJudgment {

    private final Judgment judgment;
    private final boolean kept;
    private List<Ancestor> told;
    private List<Way> ways;

    /**
     * An open judgment.
     *
     * @param lineage what was said of its ancestors; stored, if this store keeps the execution and so knows the ways
     */
    OpenJudgment(Judgment judgment, Lineage lineage, List<Way> ways) {
        this.judgment = judgment;
        kept = lineage instanceof Lineage.Stored;
        told = lineage instanceof Lineage.Known known ? known.ancestors() : List.of();
        this.ways = List.copyOf(ways);
    }

    Judgment judgment() {
        return judgment;
    }

    JudgmentKey key() {
        return judgment.key();
    }

    boolean isKept() {
        return kept;
    }

    /** The steps of all ways. */
    Set<Way.Step> steps() {
        Set<Way.Step> steps = new LinkedHashSet<>();
        ways.forEach(way -> steps.addAll(way.steps()));
        return steps;
    }

    /** Replaces the ways. */
    void follow(List<Way> newWays) {
        ways = List.copyOf(newWays);
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

    /** All stages that the judgment shows on. */
    Set<StageKey> shownOn(Predicate<Way.Step> awaits) {
        Set<StageKey> stages = new LinkedHashSet<>();
        ways.forEach(way -> way.steps().stream().takeWhile(awaits).forEach(step -> stages.add(step.ancestor())));
        return stages;
    }

    /** Takes in what is said of its ancestors when it is opened once more. */
    void tell(Lineage lineage) {
        if (lineage instanceof Lineage.Known known && known.ancestors().size() > told.size()) {
            told = known.ancestors();
        }
    }

    /** What it was said of a stage when the judgment was opened; its ids alone if nothing was. */
    Ancestor told(StageKey stage) {
        return told.stream()
                .filter(ancestor -> ancestor.stage().equals(stage))
                .findFirst()
                .orElseGet(() -> new Ancestor(stage));
    }

    /** The first way, in that order, that the judgment shows on, as far as it does, from the root down. */
    List<StageKey> path(Predicate<Way.Step> awaits, Comparator<Way> order) {
        List<StageKey> path = new ArrayList<>();
        List<Way> sorted = new ArrayList<>(ways);
        sorted.sort(order);
        for (Way way : sorted) {
            way.steps().stream().takeWhile(awaits).forEach(step -> path.add(0, step.ancestor()));
            if (!path.isEmpty()) {
                break;
            }
        }
        return path;
    }

    /** Ends every way before that stage, unless it is spared; returns whether one led there. */
    boolean cut(StageKey stage, Predicate<Way.Step> spared) {
        return shorten(way -> {
            int depth = way.depthBelow(stage);
            return depth >= 0 && spared.test(way.steps().get(depth)) ? -1 : depth;
        });
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
        ways = List.of();
        shortened.forEach(this::add);
        return changed;
    }

    /** Adds a way, unless it leads nowhere or there is one that begins with it. */
    void add(Way added) {
        if (added.isEmpty() || ways.stream().anyMatch(way -> way.beginsWith(added))) {
            return;
        }
        List<Way> all = new ArrayList<>(ways);
        all.removeIf(added::beginsWith);
        all.add(added);
        ways = List.copyOf(all);
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
        ways = List.of();
        extended.forEach(this::add);
    }
}
