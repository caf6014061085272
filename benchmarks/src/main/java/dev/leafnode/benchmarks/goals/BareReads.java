package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentPage;
import java.util.List;

/** Pages of open judgments, read by hand: the same rows, and nothing that has to be looked at to be sure of them. */
interface BareReads {

    /** The longest-waiting of all, one more than the page has. */
    List<Found> inbox(int limit);

    /** The longest-waiting below an execution, one more than the page has. */
    List<Found> blocking(String executionId, int limit);

    /**
     * A judgment that was found.
     *
     * @param path the stages above it, from the root
     */
    record Found(JudgmentKey key, List<StageKey> path) {

        /** The same from a page of ours. */
        static List<Found> of(JudgmentPage page) {
            return page.judgments().stream()
                    .map(waiting -> new Found(waiting.judgment().key(), waiting.path()))
                    .toList();
        }
    }
}
