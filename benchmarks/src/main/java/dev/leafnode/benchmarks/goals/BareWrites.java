package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.List;

/** The rows of judgments, written by hand to a place of their own, and nothing asked. The ways start at the parent. */
interface BareWrites {

    void open(JudgmentKey key, List<StageKey> way);

    void close(JudgmentKey key, List<StageKey> way);

    /** How many are there: open ones, closed ones, and steps of their ways where those are written. */
    List<Long> written();
}
