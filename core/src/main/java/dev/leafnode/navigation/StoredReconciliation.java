package dev.leafnode.navigation;

import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;

/** Has the store repair what it finds, batch by batch. */
final class StoredReconciliation implements Reconciliation {

    private static final int BATCH = 10_000;

    private final JudgmentRepository judgments;

    StoredReconciliation(JudgmentRepository judgments) {
        this.judgments = judgments;
    }

    @Override
    public Repairs run(Instant at, Instant closedBefore) {
        Repairs all = Repairs.NONE;
        Repairs batch;
        do {
            batch = judgments.repair(at, closedBefore, BATCH);
            all = all.plus(batch);
        } while (batch.reach(BATCH));
        return all;
    }
}
