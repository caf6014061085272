package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import java.util.stream.Stream;

/**
 * What an engine that keeps its own executions tells the reconciler. It is asked about judgments, and about another
 * state only where that one is shown; it is asked rarely, by one instance at a time, and never on a thread of the
 * engine. It answers from what is stored at that moment, not from a cache.
 */
public interface WaitProbe {

    /**
     * What waits? Every execution with a stage that is in that state now, perhaps with others that are not: the
     * reconciler asks the rules about each stage. It takes one at a time and closes the stream.
     */
    Stream<Execution> waiting(LeafState state);

    /**
     * Does this one still wait? False if its stage is not in that state any more, or not in this very attempt, or is
     * not there; see {@link dev.leafnode.model.WaitRules#since}.
     */
    boolean isWaiting(LeafState state, JudgmentKey judgment);
}
