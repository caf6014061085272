package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import java.util.stream.Stream;

/**
 * What an engine that keeps its own executions tells the reconciler. It is asked rarely, by one instance at a time, and
 * never on a thread of the engine. It answers from what is stored at that moment, not from a cache.
 */
public interface WaitProbe {

    /**
     * What waits? Every execution with a stage that waits now, perhaps with others that do not: the reconciler asks the
     * rules about each stage. It takes one at a time and closes the stream.
     */
    Stream<Execution> waiting();

    /** Does this one still wait? False if its stage, in this very attempt, has ended, or is not there any more. */
    boolean isWaiting(JudgmentKey judgment);
}
