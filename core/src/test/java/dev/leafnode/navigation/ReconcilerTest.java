package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final Repairs TWO_OPENED = new Repairs(2, 0, 0, 0, 0);
    private static final Repairs ONE_CLOSED = new Repairs(0, 1, 0, 0, 5);

    @Test
    void a_pass_runs_every_reconciliation_and_answers_what_all_of_them_repaired() {
        List<Instant> times = new ArrayList<>();
        Reconciler reconciler = reconciler(
                Lease.ofProcess(),
                (at, closedBefore) -> {
                    times.addAll(List.of(at, closedBefore));
                    return TWO_OPENED;
                },
                (at, closedBefore) -> ONE_CLOSED);
        assertThat(reconciler.last()).isEmpty();
        assertThat(reconciler.reconcile()).contains(new Repairs(2, 1, 0, 0, 5));
        assertThat(reconciler.last()).contains(new Reconciler.Pass(NOON, new Repairs(2, 1, 0, 0, 5)));
        assertThat(reconciler.reconcile()).contains(new Repairs(2, 1, 0, 0, 5));
        assertThat(reconciler.total()).isEqualTo(new Repairs(4, 2, 0, 0, 10));
        assertThat(reconciler.passes()).isEqualTo(2);
        assertThat(times).containsExactly(NOON, NOON.minusSeconds(60), NOON, NOON.minusSeconds(60));
    }

    @Test
    void nothing_happens_while_another_instance_has_the_lease() {
        Reconciler reconciler = reconciler(work -> false, (at, closedBefore) -> TWO_OPENED);
        assertThat(reconciler.reconcile()).isEmpty();
        assertThat(reconciler.total()).isEqualTo(Repairs.NONE);
        assertThat(reconciler.passes()).isZero();
    }

    @Test
    void what_a_store_throws_is_thrown_and_counted_and_what_was_repaired_before_stays() {
        Reconciler reconciler = reconciler(Lease.ofProcess(), (at, closedBefore) -> TWO_OPENED, (at, closedBefore) -> {
            throw new IllegalStateException("store down");
        });
        assertThatIllegalStateException().isThrownBy(reconciler::reconcile).withMessage("store down");
        assertThat(reconciler.failures()).isEqualTo(1);
        assertThat(reconciler.passes()).isZero();
        assertThat(reconciler.total()).isEqualTo(TWO_OPENED);
        assertThatIllegalStateException().isThrownBy(reconciler::reconcile);
        assertThat(reconciler.failures()).as("the lease was given back").isEqualTo(2);
    }

    @Test
    void a_pass_for_which_the_store_could_not_be_asked_for_the_lease_has_failed_too() {
        Reconciler reconciler = reconciler(
                work -> {
                    throw new IllegalStateException("store down");
                },
                (at, closedBefore) -> TWO_OPENED);
        assertThatIllegalStateException().isThrownBy(reconciler::reconcile).withMessage("store down");
        assertThat(reconciler.failures()).isEqualTo(1);
        assertThat(reconciler.passes()).isZero();
    }

    @Test
    void a_retention_that_is_not_positive_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Reconciler(List.of(), Lease.ofProcess(), Duration.ZERO, InstantSource.fixed(NOON)))
                .withMessage("retention: expected a positive duration, got PT0S");
    }

    @Test
    void in_one_process_one_thread_at_a_time_has_the_lease() throws Exception {
        Lease lease = Lease.ofProcess();
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        var thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> first = thread.submit(() -> lease.run(() -> {
                atWork.countDown();
                await(mayEnd);
            }));
            await(atWork);
            assertThat(lease.run(() -> {
                        throw new AssertionError("two at work");
                    }))
                    .isFalse();
            mayEnd.countDown();
            assertThat(first.get()).isTrue();
        } finally {
            thread.shutdownNow();
        }
        assertThat(lease.run(() -> {})).isTrue();
    }

    private static Reconciler reconciler(Lease lease, Reconciliation... reconciliations) {
        return new Reconciler(List.of(reconciliations), lease, Duration.ofMinutes(1), InstantSource.fixed(NOON));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
