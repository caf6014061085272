package dev.leafnode.spring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Real threads and real time: a bound that is not kept by the clock is none. */
class BoundedIsolationTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** What two busy cores may take beyond the timeout. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final int ENGINE_THREADS = 64;
    private static final int OUR_THREADS = 4;
    private static final int FAILURES_IN_A_ROW = 5;

    private final Set<Thread> ofOthers = threadsWithout(Set.of());
    private final AtomicInteger back = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private final BoundedIsolation isolation =
            new BoundedIsolation(TIMEOUT, HostTransactions::isActive, back::incrementAndGet);

    @AfterEach
    void close() {
        storeAnswers.countDown();
        isolation.close();
    }

    @Test
    void a_call_has_been_made_by_a_daemon_of_our_own_when_the_engine_goes_on() {
        AtomicReference<Thread> by = new AtomicReference<>();

        isolation.run(() -> by.set(Thread.currentThread()));

        assertThat(by.get().getName()).startsWith("leafnode-call-");
        assertThat(by.get().isDaemon()).isTrue();
    }

    @Test
    void a_failure_that_cannot_pass_is_thrown_as_it_is_and_not_tried_again() {
        IllegalStateException failure = new IllegalStateException("no such thing");

        assertThatThrownBy(() -> isolation.run(() -> fail(failure))).isSameAs(failure);
        assertThat(calls).hasValue(1);
    }

    @Test
    void an_error_is_thrown_as_it_is() {
        AssertionError error = new AssertionError("on purpose");

        assertThatThrownBy(() -> isolation.run(() -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void a_failure_that_passes_is_not_noticed() {
        isolation.run(() -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException(new SQLException("the server was shut down", "57P01"));
            }
        });

        assertThat(calls).hasValue(3);
    }

    @Test
    void a_failure_that_does_not_pass_in_time_is_thrown_within_the_timeout() {
        RuntimeException refused = new IllegalStateException(new SQLTransientConnectionException("refused"));

        Duration held = timeOf(() -> assertThat(catchThrowable(() -> isolation.run(() -> fail(refused))))
                .isNotNull());

        assertThat(held).isLessThan(TIMEOUT.plus(SLACK));
        assertThat(calls)
                .as("a handful, and those of the last millisecond, for which there is no pause any more")
                .hasValueBetween(3, 1_000);
    }

    @Test
    void a_store_that_is_slow_once_is_waited_for() {
        isolation.run(() -> {
            hang(TIMEOUT.dividedBy(6));
            calls.incrementAndGet();
        });

        assertThat(calls).hasValue(1);
    }

    @Test
    void a_call_that_hangs_is_given_up_and_interrupted() {
        AtomicReference<Thread> interrupted = new AtomicReference<>();

        Duration held = timeOf(() -> assertThatThrownBy(() -> isolation.run(() -> {
                    hang(Duration.ofMinutes(1));
                    interrupted.set(Thread.currentThread());
                }))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the store has not answered within PT0.27S"));

        assertThat(held).isBetween(TIMEOUT.multipliedBy(9).dividedBy(10), TIMEOUT.plus(SLACK));
        await().untilAsserted(() -> assertThat(interrupted.get()).isNotNull());
    }

    @Test
    void no_thread_of_many_is_held_longer_than_the_timeout_by_a_store_that_hangs_for_good() throws Exception {
        List<Duration> held =
                together(() -> timeOf(() -> assertThat(catchThrowable(() -> isolation.run(this::hangForGood)))
                        .isInstanceOf(StoreUnavailableException.class)));

        assertThat(held).hasSize(ENGINE_THREADS).allMatch(time -> time.compareTo(TIMEOUT.plus(SLACK)) < 0);
        assertThat(threads()).hasSizeLessThanOrEqualTo(OUR_THREADS);
        assertThat(calls).as("calls that reached the store").hasValueLessThanOrEqualTo(OUR_THREADS);
    }

    @Test
    void a_call_that_was_given_up_before_its_turn_is_never_made() throws Exception {
        together(() -> catchThrowable(() -> isolation.run(this::hangForGood)));

        storeAnswers.countDown();

        await().untilAsserted(() -> {
            assertThatThrownBy(() -> isolation.run(() -> fail(new IllegalStateException("answered"))))
                    .hasMessage("answered");
        });
        assertThat(calls).hasValue(OUR_THREADS + 1);
    }

    @Test
    void many_threads_get_their_calls_made_by_a_few() throws Exception {
        together(() -> {
            isolation.run(calls::incrementAndGet);
            return true;
        });

        assertThat(calls).hasValue(ENGINE_THREADS);
        assertThat(threads()).hasSizeLessThanOrEqualTo(OUR_THREADS);
    }

    @Test
    void a_store_that_is_down_is_left_alone_and_found_when_it_is_back() {
        makeItLeftAlone();

        assertThatThrownBy(() -> isolation.run(calls::incrementAndGet))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the store has not worked 5 times in a row, and is left alone for PT0.3S");
        assertThat(calls).hasValue(0);
        assertThat(back).hasValue(0);

        await().ignoreException(StoreUnavailableException.class)
                .untilAsserted(() -> isolation.run(calls::incrementAndGet));
        assertThat(calls).hasValue(1);
        assertThat(back).hasValue(1);
    }

    @Test
    void while_a_store_stays_down_a_single_event_finds_that_out_each_time() {
        makeItLeftAlone();
        RuntimeException refused = new IllegalStateException(new SQLTransientConnectionException("refused"));
        await().until(() -> {
            assertThat(catchThrowable(() -> isolation.run(() -> fail(refused)))).isNotNull();
            return calls.get() > 0;
        });
        int tried = calls.get();

        assertThatThrownBy(() -> isolation.run(() -> fail(refused)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("left alone");
        assertThat(calls).hasValue(tried);
    }

    @Test
    void failures_of_calls_alone_do_not_make_the_store_left_alone() {
        for (int i = 0; i < 2 * FAILURES_IN_A_ROW; i++) {
            assertThatThrownBy(() -> isolation.run(() -> fail(new IllegalArgumentException("this call"))))
                    .hasMessage("this call");
        }
    }

    @Test
    void a_call_in_a_transaction_of_the_host_is_made_once_and_on_its_thread() {
        makeItLeftAlone();
        AtomicReference<Thread> by = new AtomicReference<>();
        RuntimeException refused = new IllegalStateException(new SQLTransientConnectionException("refused"));
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            isolation.run(() -> by.set(Thread.currentThread()));
            assertThatThrownBy(() -> isolation.run(() -> fail(refused))).isSameAs(refused);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }

        assertThat(by.get()).isSameAs(Thread.currentThread());
        assertThat(calls).hasValue(1);
    }

    @Test
    void an_interrupt_of_the_engines_thread_loses_no_event_and_stays_the_engines() {
        Thread.currentThread().interrupt();

        isolation.run(calls::incrementAndGet);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(1);
    }

    private void makeItLeftAlone() {
        RuntimeException refused = new IllegalStateException(new SQLTransientConnectionException("refused"));
        for (int i = 0; i < FAILURES_IN_A_ROW; i++) {
            assertThat(catchThrowable(() -> isolation.run(() -> {
                        throw refused;
                    })))
                    .isNotNull();
        }
    }

    private void fail(RuntimeException failure) {
        calls.incrementAndGet();
        throw failure;
    }

    /** As a driver that reads from a socket: no interrupt helps. */
    private void hangForGood() {
        calls.incrementAndGet();
        while (storeAnswers.getCount() > 0) {
            hang(Duration.ofMinutes(1));
        }
    }

    private void hang(Duration time) {
        try {
            boolean answered = storeAnswers.await(time.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(answered || !time.isZero()).isTrue();
        } catch (InterruptedException givenUp) {
            return;
        }
    }

    /** Those of this isolation: what another test has left may take a moment to end. */
    private Set<Thread> threads() {
        return threadsWithout(ofOthers);
    }

    private static Set<Thread> threadsWithout(Set<Thread> left) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leafnode-call-"))
                .filter(thread -> !left.contains(thread))
                .collect(toSet());
    }

    private static Duration timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static <T> List<T> together(Callable<T> work) throws Exception {
        ExecutorService engine = Executors.newFixedThreadPool(ENGINE_THREADS);
        CountDownLatch ready = new CountDownLatch(ENGINE_THREADS);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < ENGINE_THREADS; i++) {
                all.add(engine.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        } finally {
            engine.shutdownNow();
        }
    }
}
