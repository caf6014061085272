package dev.leafnode.memory;

import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.List;

/** A way from a leaf upward: the stages that wait, nearest first, each for the execution below it. */
record Way(List<Step> steps) {

    /** One stage of a way and the execution it waits for. */
    record Step(StageKey ancestor, String child) {}

    static final Way EMPTY = new Way(List.of());

    Way {
        steps = List.copyOf(steps);
    }

    /** The way along ancestors that somebody else knows. */
    static Way along(String leaf, List<StageKey> ancestors) {
        List<Step> steps = new ArrayList<>();
        String child = leaf;
        for (StageKey ancestor : ancestors) {
            steps.add(new Step(ancestor, child));
            child = ancestor.executionId();
        }
        return new Way(steps);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    int depth() {
        return steps.size();
    }

    Way then(Step step) {
        return then(new Way(List.of(step)));
    }

    Way then(Way above) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(above.steps);
        return new Way(all);
    }

    boolean beginsWith(Way other) {
        return other.depth() <= depth() && upTo(other.depth()).equals(other);
    }

    /** The lowest {@code depth} steps. */
    Way upTo(int depth) {
        return new Way(steps.subList(0, depth));
    }

    /** How many steps there are below that execution's, or -1 when the way does not pass it. */
    int depthBelow(String executionId) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).ancestor().executionId().equals(executionId)) {
                return i;
            }
        }
        return -1;
    }

    /** How many steps there are below that stage, or -1 when the way does not pass it. */
    int depthBelow(StageKey stage) {
        int depth = depthBelow(stage.executionId());
        return depth >= 0 && steps.get(depth).ancestor().equals(stage) ? depth : -1;
    }
}
