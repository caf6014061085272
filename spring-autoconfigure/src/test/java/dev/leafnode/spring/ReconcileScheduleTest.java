package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReconcileScheduleTest {

    private static final Duration NEVER_AGAIN = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private final AtomicInteger passes = new AtomicInteger();
    private ReconcileSchedule schedule = schedule(NEVER_AGAIN, () -> {});

    @AfterEach
    void stop() {
        storeAnswers.countDown();
        schedule.stop();
    }

    @Test
    void the_first_pass_follows_the_start_on_a_daemon_of_its_own() {
        AtomicReference<Thread> by = new AtomicReference<>();
        schedule = schedule(NEVER_AGAIN, () -> by.set(Thread.currentThread()));

        assertThat(schedule.isRunning()).isFalse();
        schedule.start();

        assertThat(schedule.isRunning()).isTrue();
        await().until(() -> by.get() != null);
        assertThat(by.get().isDaemon()).isTrue();
        assertThat(by.get().getName()).startsWith("leafnode-reconcile-");
    }

    @Test
    void a_first_pass_that_hangs_does_not_delay_the_start() {
        schedule = schedule(NEVER_AGAIN, this::hang);

        schedule.start();

        assertThat(schedule.isRunning()).isTrue();
        assertThat(storeAnswers.getCount()).isEqualTo(1);
    }

    @Test
    void passes_follow_each_other_for_as_long_as_it_runs() {
        schedule = schedule(AT_ONCE, () -> {});
        schedule.start();
        await().until(() -> passes.get() > 3);

        schedule.stop();

        int made = passes.get();
        assertThat(schedule.isRunning()).isFalse();
        await().during(Duration.ofMillis(50)).until(() -> passes.get() == made);
    }

    @Test
    void a_pass_is_made_before_its_time_for_whoever_asks() {
        schedule.start();
        await().until(() -> passes.get() == 1);

        schedule.soon();

        await().until(() -> passes.get() == 2);
    }

    @Test
    void asking_for_a_pass_while_it_does_not_run_does_nothing() {
        schedule.soon();
        schedule.start();
        await().until(() -> passes.get() == 1);
        schedule.stop();
        schedule.soon();

        assertThat(passes).hasValue(1);
    }

    @Test
    void it_can_be_started_again() {
        schedule.start();
        schedule.start();
        await().until(() -> passes.get() == 1);
        schedule.stop();
        schedule.stop();

        schedule.start();

        await().until(() -> passes.get() == 2);
    }

    @Test
    void a_pass_that_fails_is_reported_once_and_the_next_one_comes(CapturedOutput output) {
        schedule = schedule(AT_ONCE, () -> {
            if (passes.get() < 5) {
                throw new IllegalStateException("thrown on purpose");
            }
        });

        schedule.start();

        await().until(() -> passes.get() > 6);
        assertThat(output)
                .containsOnlyOnce("Could not reconcile judgments with executions; trying again in PT0.001S")
                .containsOnlyOnce("Can reconcile judgments with executions again");
    }

    @Test
    void stopping_waits_for_a_pass_briefly_and_then_interrupts_it() {
        AtomicReference<Thread> interrupted = new AtomicReference<>();
        schedule = schedule(NEVER_AGAIN, () -> {
            hang();
            interrupted.set(Thread.currentThread());
        });
        schedule.start();
        await().until(() -> passes.get() == 1);
        long start = System.nanoTime();

        schedule.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        await().until(() -> interrupted.get() != null);
    }

    @Test
    void a_pass_that_waits_for_another_one_is_cancelled_when_it_stops() {
        schedule = schedule(NEVER_AGAIN, this::hang);
        schedule.start();
        await().until(() -> passes.get() == 1);
        Future<?> waiting = schedule.now();
        schedule.soon();

        schedule.stop();

        assertThat(waiting).isCancelled();
        assertThat(passes).hasValue(1);
    }

    @Test
    void whoever_asks_for_a_pass_while_it_stops_is_refused_or_gets_one_and_never_fails() throws Exception {
        ExecutorService asker = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 50; round++) {
                schedule.start();
                AtomicBoolean stopped = new AtomicBoolean();
                CountDownLatch asked = new CountDownLatch(1);
                Future<Boolean> asking = asker.submit(() -> {
                    Future<?> last = null;
                    while (!stopped.get()) {
                        schedule.soon();
                        last = schedule.now();
                        asked.countDown();
                    }
                    return last.isDone();
                });
                asked.await();

                schedule.stop();

                stopped.set(true);
                assertThat(asking.get()).isTrue();
            }
        } finally {
            asker.shutdownNow();
        }
    }

    private void hang() {
        try {
            storeAnswers.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private ReconcileSchedule schedule(Duration interval, Runnable pass) {
        Reconciliation reconciliation = (at, closedBefore) -> {
            passes.incrementAndGet();
            pass.run();
            return Repairs.NONE;
        };
        return new ReconcileSchedule(
                new Reconciler(List.of(reconciliation), Lease.ofProcess(), Duration.ofDays(1), InstantSource.system()),
                interval);
    }
}
