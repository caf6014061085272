package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Random histories of two instances of an engine on one store, beside {@link RepositoryTck}: trees of executions, in
 * which judgments open and close, while events are lost, late, doubled or swapped, instances die at any point, their
 * clocks differ and the store is down. After one pass of the {@link dev.leafnode.navigation.Reconciler} everything shows
 * what the true states say; without it as well, when nothing was lost.
 *
 * <p>It runs on jqwik, whose engine must be on the class path of the tests; {@code jqwik.tries.default} says how many
 * histories are played. A failure prints the seed and the shortest history that fails.
 */
public abstract class HistoryTck {

    private static final int ENOUGH_TO_MEET_EVERYTHING = 200;

    private final Tally tally = new Tally();

    /**
     * An instance of the store; two of them on the same data are asked for before each history, after {@link #clear()}.
     *
     * @param beforeStatement to be run before everything that is sent to the server. When it throws, that is not sent,
     *     and the call that wanted to fails
     */
    protected abstract StoreInstance instance(Runnable beforeStatement);

    /** Whether instances of the store run what they are given, so that they can die in the middle of a call. */
    protected abstract boolean canDieInCalls();

    /** Removes every execution, judgment and trace of one from the store; called before each history. */
    protected abstract void clear();

    @Property(edgeCases = EdgeCasesMode.NONE)
    final void one_pass_of_the_reconciler_is_enough_after_any_history(@ForAll("histories") History history) {
        clear();
        Outage.Line line = new Outage.Line(tally);
        List<Instance> instances = List.of(newInstance(line), newInstance(line));
        new HistoryRun(history, instances, line, tally).play(history.moves());
    }

    @Provide
    final Arbitrary<History> histories() {
        return Histories.any();
    }

    @AfterProperty
    final void printWhatHappened() {
        System.out.printf("%s: %s%n", getClass().getSimpleName(), tally);
        if (tally.histories() < ENOUGH_TO_MEET_EVERYTHING) {
            return;
        }
        assertThat(tally.actionsThatNeverHappened())
                .as("actions that never happened")
                .isEmpty();
        Set<Fault> impossible = canDieInCalls() ? Set.of() : EnumSet.of(Fault.CRASH_IN_CALL);
        assertThat(tally.faultsThatNeverHappened())
                .as("faults that never happened")
                .isEqualTo(impossible);
        assertThat(tally.withoutLosses()).as("histories without losses").isPositive();
    }

    private Instance newInstance(Outage.Line line) {
        Fuse statements = new Fuse();
        return new Instance(instance(statements), statements, line);
    }
}
