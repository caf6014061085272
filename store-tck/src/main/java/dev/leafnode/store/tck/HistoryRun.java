package dev.leafnode.store.tck;

import dev.leafnode.model.LeafState;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Plays a history and then asks the three questions: does everything show what the true states say at once, if nothing
 * was lost; does it after one pass of the reconciler, whatever was lost; and is there nothing left for a second pass.
 */
final class HistoryRun {

    private static final Duration RETENTION = Duration.ofHours(24);
    private static final Set<Action> SILENT = EnumSet.of(Action.FORCE_CANCEL, Action.SAVE_STALE);

    private final Plant plant;
    private final World world;
    private final Play play;
    private final Tally tally;
    private final Waits waits = new Waits();
    private final int lossesBefore;
    private boolean changedSilently;

    HistoryRun(History history, List<Instance> instances, Outage.Line line, Tally tally) {
        this.tally = tally;
        lossesBefore = tally.losses();
        plant = new Plant(instances, line, skew(history), tally);
        world = new World("a history", plant, Integer.MAX_VALUE);
        play = new Play(world, () -> world.step("the reconciler makes a pass", () -> reconcile(plant.acting())));
    }

    /**
     * An attempt is its start, to the millisecond. Two of one stage that differ by the skew of two clocks alone would be
     * one and the same.
     */
    private static Duration skew(History history) {
        return Duration.ofMillis(history.skew() == 0 ? 0 : history.skew() | 1);
    }

    void play(List<Move> moves) {
        moves.forEach(this::take);
        plant.settle(world::where);
        boolean withLosses = tally.losses() > lossesBefore || waits.again() || changedSilently;
        tally.played(withLosses);
        Instance instance = plant.anyone();
        if (!withLosses) {
            check(instance, "without a pass of the reconciler");
        }
        Repairs first = reconcile(instance);
        check(instance, "after the pass that made " + first);
        instance.leaves().forEach((state, leaves) -> check(instance, state, leaves, "after the pass"));
        Repairs second = reconcile(instance);
        if (!second.isEmpty()) {
            throw new AssertionError("a second pass: expected nothing to repair, got %s after %s; %s"
                    .formatted(second, first, world.where()));
        }
    }

    private void take(Move move) {
        plant.begin(move, world::where);
        try {
            if (play.take(move)) {
                tally.happened(move.action());
                if (!plant.skew().isZero()) {
                    tally.happened(Fault.SKEW);
                }
            }
        } catch (RuntimeException | Error thrown) {
            if (!Mishap.isBehind(thrown)) {
                throw thrown;
            }
            plant.died();
            world.recover(plant.anyone().executions());
        }
        plant.end();
        waits.look(world.truth());
        changedSilently |= waits.changed() && SILENT.contains(move.action());
    }

    private Repairs reconcile(Instance instance) {
        List<Reconciliation> reconciliations =
                instance.leaves().values().stream().map(Reconciliation::stored).toList();
        return new Reconciler(reconciliations, Lease.ofProcess(), RETENTION, world::now)
                .reconcile()
                .orElseThrow();
    }

    private void check(Instance instance, String when) {
        Oracle oracle = new Oracle(world.truth(), new Cuts(), LeafState.JUDGMENT);
        new Check(instance.executions(), instance.judgments()).everything(oracle, when + ", " + world.where());
    }

    private void check(Instance instance, LeafState state, JudgmentRepository leaves, String when) {
        Oracle oracle = new Oracle(world.truth(), new Cuts(), state);
        new Check(instance.executions(), leaves).leaves(oracle, "%s, %s, %s".formatted(state, when, world.where()));
    }
}
