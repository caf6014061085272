package dev.leafnode.spring;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.LeafState;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What the selected store offers. What keeps executions and judgments, and the lease, become beans unless the host has
 * its own; the two logs never do.
 *
 * @param type which store it is
 * @param executions keeps executions, and with each its lineage
 * @param leavesOf keeps what is in a state, judgments among them, and knows the lineage of what {@code executions}
 *     keeps
 * @param lease keeps apart the instances that share the store
 * @param events what they tell those who follow
 * @param reminders what they have reminded of
 * @param joinsTransaction whether a call that this thread makes now is part of a transaction of the host
 */
record Store(
        StoreType type,
        ExecutionRepository executions,
        Function<LeafState, JudgmentRepository> leavesOf,
        Lease lease,
        EventLog events,
        EventLog reminders,
        BooleanSupplier joinsTransaction) {

    /** The same, and notes where followers have to look. */
    Store noting(Following following) {
        JudgmentRepository judgments = following.noting(judgments(), joinsTransaction);
        return new Store(
                type,
                following.noting(executions, joinsTransaction),
                state -> state == LeafState.JUDGMENT ? judgments : leaves(state),
                lease,
                events,
                reminders,
                joinsTransaction);
    }

    JudgmentRepository judgments() {
        return leaves(LeafState.JUDGMENT);
    }

    JudgmentRepository leaves(LeafState state) {
        return leavesOf.apply(state);
    }
}
