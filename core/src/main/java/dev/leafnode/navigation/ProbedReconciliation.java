package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks the engine, one judgment and one execution at a time.
 *
 * <ol>
 *   <li>Every open judgment that the engine says waits no more is closed.
 *   <li>Of every execution that waits, the ways through stages that wait no more are cut.
 *   <li>Every judgment of it is opened, which also adds the links it lacks.
 * </ol>
 *
 * <p>A cut reaches every judgment below the stage. So when there was one, the executions are gone through once more.
 */
final class ProbedReconciliation implements Reconciliation {

    private final JudgmentRepository judgments;
    private final LeafState state;
    private final WaitProbe probe;
    private final LineageSource lineages;
    private final WaitRules rules;
    private final Reconciliation kept;

    ProbedReconciliation(
            JudgmentRepository judgments, LeafState state, WaitProbe probe, LineageSource lineages, WaitRules rules) {
        this.judgments = judgments;
        this.state = state;
        this.probe = probe;
        this.lineages = lineages;
        this.rules = rules;
        kept = new StoredReconciliation(judgments);
    }

    @Override
    public Repairs run(Instant at, Instant closedBefore) {
        Repairs repairs = kept.run(at, closedBefore).plus(closeWhatWaitsNoMore(at));
        Repairs found = openWhatWaits(at);
        return repairs.plus(found).plus(found.unlinked() > 0 ? openWhatWaits(at) : Repairs.NONE);
    }

    private Repairs closeWhatWaitsNoMore(Instant at) {
        long[] closed = {0};
        AllPages.forEach(judgments, JudgmentQuery.all(), waiting -> {
            JudgmentKey key = waiting.judgment().key();
            if (!probe.isWaiting(state, key) && judgments.close(key, at)) {
                closed[0]++;
            }
        });
        return new Repairs(0, closed[0], 0, 0, 0);
    }

    private Repairs openWhatWaits(Instant at) {
        Repairs[] repairs = {Repairs.NONE};
        try (Stream<Execution> waiting = probe.waiting(state)) {
            waiting.forEach(execution -> repairs[0] = repairs[0].plus(repair(execution, at)));
        }
        return repairs[0];
    }

    private Repairs repair(Execution execution, Instant at) {
        List<Judgment> found = new ArrayList<>();
        for (Stage stage : execution.stages()) {
            rules.judgment(state, execution, stage).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            return Repairs.NONE;
        }
        Lineage lineage = lineages.of(execution);
        if (isNobodysNews(execution, lineage)) {
            return new Repairs(0, close(own(execution), found, at), 0, 0, 0);
        }
        long cut = lineage instanceof Lineage.Known known && cut(execution, known, at) ? 1 : 0;
        long opened = found.stream()
                .filter(judgment -> judgments.open(judgment, lineage))
                .count();
        return new Repairs(opened, 0, 0, cut, 0);
    }

    /** A failure in an execution that has ended and that nobody waits for: the probe does not know who waits. */
    private boolean isNobodysNews(Execution execution, Lineage lineage) {
        return state == LeafState.FAILED && execution.status().isComplete() && lineage.equals(Lineage.of(List.of()));
    }

    private long close(List<WaitingJudgment> own, List<Judgment> found, Instant at) {
        return own.stream()
                .map(WaitingJudgment::judgment)
                .filter(found::contains)
                .filter(judgment -> judgments.close(judgment.key(), at))
                .count();
    }

    private List<WaitingJudgment> own(Execution execution) {
        List<WaitingJudgment> own = new ArrayList<>();
        AllPages.forEach(judgments, JudgmentQuery.blocking(execution.id()), waiting -> {
            if (waiting.judgment().key().stage().executionId().equals(execution.id())) {
                own.add(waiting);
            }
        });
        return own;
    }

    /**
     * Cuts, where the way shown is not the one that leads upward now, at the lowest stage in which they differ. What
     * began to wait by a clock that is ahead of this one is reached too.
     */
    private boolean cut(Execution execution, Lineage.Known lineage, Instant at) {
        List<WaitingJudgment> own = own(execution);
        Optional<StageKey> ended = own.stream()
                .flatMap(waiting -> waiting.path().stream())
                .filter(stage -> !lineage.stages().contains(stage))
                .reduce((above, below) -> below);
        Instant last = own.stream()
                .map(waiting -> waiting.judgment().key().since())
                .reduce(at, (one, other) -> one.isAfter(other) ? one : other);
        return ended.filter(stage -> judgments.cut(stage, last)).isPresent();
    }
}
