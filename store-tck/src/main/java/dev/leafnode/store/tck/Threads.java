package dev.leafnode.store.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Real threads that start together. */
final class Threads {

    /** Only so that a store that hangs fails the test: nothing is asserted by time. */
    private static final long MOST_SECONDS = 300;

    private Threads() {}

    /** Runs each call on a thread of its own, all at the same moment, and returns what they return, in their order. */
    static <T> List<T> together(List<? extends Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        ExecutorCompletionService<T> running = new ExecutorCompletionService<>(threads);
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try {
            List<Future<T>> inOrder = new ArrayList<>();
            for (Callable<T> call : calls) {
                inOrder.add(running.submit(() -> {
                    await(start);
                    return call.call();
                }));
            }
            for (int ended = 0; ended < calls.size(); ended++) {
                firstToEnd(running).get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : inOrder) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new AssertionError("a thread failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    /** So that a thread that fails does not keep the others waiting for it. */
    private static <T> Future<T> firstToEnd(ExecutorCompletionService<T> running) throws InterruptedException {
        Future<T> ended = running.poll(MOST_SECONDS, TimeUnit.SECONDS);
        if (ended == null) {
            throw new AssertionError("no thread ended within %d s".formatted(MOST_SECONDS));
        }
        return ended;
    }

    /** Waits until every thread is there. */
    static void await(CyclicBarrier barrier) throws Exception {
        barrier.await(MOST_SECONDS, TimeUnit.SECONDS);
    }
}
