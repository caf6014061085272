package dev.leafnode.navigation;

import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what events did not: those that were lost, came too late or met a store that was down. It is the net under
 * the {@link JudgmentNavigationListener}, to be run when an engine starts and every now and then; one pass is enough.
 * Among several instances one at a time is at it.
 */
public final class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final List<Reconciliation> reconciliations;
    private final Lease lease;
    private final Duration retention;
    private final InstantSource clock;
    private volatile Repairs total = Repairs.NONE;
    private volatile @Nullable Pass last;
    private final LongAdder passes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /**
     * A pass that ended well.
     *
     * @param at when it began
     * @param repairs what it repaired
     */
    public record Pass(Instant at, Repairs repairs) {}

    /**
     * Makes a reconciler.
     *
     * @param reconciliations one for each repository of judgments
     * @param lease keeps the instances of an engine apart
     * @param retention how long a closed judgment is remembered, so that its late open changes nothing; positive
     */
    public Reconciler(
            List<? extends Reconciliation> reconciliations, Lease lease, Duration retention, InstantSource clock) {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention: expected a positive duration, got " + retention);
        }
        this.reconciliations = List.copyOf(reconciliations);
        this.lease = lease;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Makes one pass over everything, and logs what it repaired if it had to.
     *
     * @return what was repaired; empty if another instance is at it
     * @throws RuntimeException what the store threw; what was repaired until then stays so
     */
    public Optional<Repairs> reconcile() {
        List<Repairs> done = new ArrayList<>();
        try {
            lease.run(() -> done.add(pass()));
        } catch (RuntimeException | Error failure) {
            failures.increment();
            throw failure;
        }
        return done.stream().findFirst();
    }

    /** What was repaired since this reconciler was made, by this instance. */
    public Repairs total() {
        return total;
    }

    /** The last pass that this instance has finished; empty before the first. */
    public Optional<Pass> last() {
        return Optional.ofNullable(last);
    }

    /** How many passes this instance has finished. */
    public long passes() {
        return passes.sum();
    }

    /**
     * How many passes of this instance have failed, those included for which the store did not
     * even answer who has the lease.
     */
    public long failures() {
        return failures.sum();
    }

    private Repairs pass() {
        Instant now = clock.instant();
        Repairs repairs = Repairs.NONE;
        try {
            for (Reconciliation reconciliation : reconciliations) {
                Repairs made = reconciliation.run(now, now.minus(retention));
                add(made);
                repairs = repairs.plus(made);
            }
        } finally {
            if (!repairs.isEmpty()) {
                log.info("Reconciled judgments with executions: {}", repairs);
            }
        }
        passes.increment();
        last = new Pass(now, repairs);
        return repairs;
    }

    private synchronized void add(Repairs made) {
        total = total.plus(made);
    }
}
