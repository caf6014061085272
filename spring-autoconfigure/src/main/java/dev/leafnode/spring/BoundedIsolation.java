package dev.leafnode.spring;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.leafnode.navigation.Isolation;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Holds a thread of the engine no longer than a timeout, whatever the store does.
 *
 * <ol>
 *   <li>A call that is part of a transaction of the host is made at once and once, on the engine's thread, and the
 *       store bounds its statements.
 *   <li>Any other call is made by one of a few threads of our own, for which the engine's thread waits. What fails and
 *       may pass is tried again, with growing pauses, as long as the engine's thread waits.
 *   <li>When the time is over the call is interrupted, or taken out of the queue if no thread has come to it.
 *   <li>After several such failures in a row the store is left alone for as long as the timeout: events fail at once.
 *       Then a single one finds out whether it is back.
 * </ol>
 *
 * <p>So calls that hang hold at most a few threads and connections, and what waits for a thread is gone with whoever
 * waits for it.
 */
final class BoundedIsolation implements Isolation, AutoCloseable {

    private static final int THREADS = 4;
    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Duration timeout;
    private final BooleanSupplier inTransaction;

    /** Less than the timeout, so that a thread which has to wait for a processor to wake up is still in time. */
    private final Duration patience;

    private final ThreadPoolExecutor threads;
    private final FailsafeExecutor<Object> again;
    private final FailsafeExecutor<Object> unlessDown;

    /**
     * Makes an isolation without any thread yet.
     *
     * @param timeout how long a call may hold the engine's thread in all
     * @param inTransaction whether a call that this thread makes now is part of a transaction of the host
     * @param whenBack told on the engine's thread when a store that was left alone has answered
     */
    BoundedIsolation(Duration timeout, BooleanSupplier inTransaction, Runnable whenBack) {
        this.timeout = timeout;
        this.inTransaction = inTransaction;
        patience = timeout.multipliedBy(9).dividedBy(10);
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), factory());
        threads.allowCoreThreadTimeOut(true);
        again = Failsafe.with(RetryPolicy.builder()
                .handleIf(PassingFailures::mayPass)
                .withBackoff(timeout.dividedBy(50), timeout.dividedBy(5))
                .withJitter(0.25)
                .withMaxRetries(-1)
                .withMaxDuration(patience)
                .build());
        unlessDown = Failsafe.with(CircuitBreaker.builder()
                .handleIf(failure -> failure instanceof StoreUnavailableException || PassingFailures.mayPass(failure))
                .withFailureThreshold(FAILURES_IN_A_ROW)
                .withSuccessThreshold(1)
                .withDelay(timeout)
                .onClose(event -> whenBack.run())
                .build());
    }

    @Override
    public void run(Runnable call) {
        if (inTransaction.getAsBoolean()) {
            call.run();
            return;
        }
        try {
            unlessDown.run(() -> await(call));
        } catch (CircuitBreakerOpenException open) {
            throw new StoreUnavailableException("the store has not worked %d times in a row, and is left alone for %s"
                    .formatted(FAILURES_IN_A_ROW, timeout));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void await(Runnable call) {
        FutureTask<Void> task = new FutureTask<>(() -> again.run(call::run), null);
        threads.execute(task);
        try {
            join(task);
        } catch (TimeoutException late) {
            task.cancel(true);
            threads.remove(task);
            throw new StoreUnavailableException("the store has not answered within %s".formatted(patience));
        } catch (ExecutionException failed) {
            throw thrown(failed);
        }
    }

    /** An interrupt of the engine's thread is the engine's: it loses no event, and comes to the engine in the end. */
    private void join(FutureTask<Void> task) throws TimeoutException, ExecutionException {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(failed);
    }

    private static CustomizableThreadFactory factory() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("leafnode-call-");
        factory.setDaemon(true);
        return factory;
    }
}
