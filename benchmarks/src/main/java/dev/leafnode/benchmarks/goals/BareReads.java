package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.WaitingJudgment;
import java.util.List;

/**
 * Pages of open judgments, read by hand: the rows that a page tells something of, and nothing that has to be looked at to be
 * sure of them.
 */
interface BareReads {

    /** The longest-waiting of all, one more than the page has. */
    List<WaitingJudgment> inbox(int limit);

    /** The longest-waiting below an execution, one more than the page has. */
    List<WaitingJudgment> blocking(String executionId, int limit);
}
