package dev.leafnode.spring;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/** Has the reconciler make a pass again and again, and for whoever asks. */
final class ReconcileSchedule extends RepeatedPass {

    private final Reconciler reconciler;

    ReconcileSchedule(Reconciler reconciler, Duration interval) {
        super("leafnode-reconcile-", "reconcile judgments with executions", interval);
        this.reconciler = reconciler;
    }

    @Override
    void pass() {
        reconciler.reconcile();
    }

    /**
     * Has a pass made as soon as none is under way.
     *
     * @return its answer; cancelled where no passes are made, or none any more when its turn comes
     */
    Future<Optional<Repairs>> now() {
        return soon(reconciler::reconcile);
    }
}
