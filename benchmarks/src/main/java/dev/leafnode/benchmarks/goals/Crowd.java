package dev.leafnode.benchmarks.goals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that do the same at the same time. */
final class Crowd implements AutoCloseable {

    private final int size;
    private final ExecutorService threads;

    Crowd(int size) {
        this.size = size;
        threads = Executors.newFixedThreadPool(size);
    }

    /**
     * Does something so many times: each thread its part of them, one after the other.
     *
     * @param action takes numbers from 0; the thread that takes i takes i + {@code size} next
     * @return how long it took until all were done, in nanoseconds
     */
    long run(int count, IntConsumer action) throws Exception {
        CountDownLatch ready = new CountDownLatch(size);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> parts = new ArrayList<>();
        for (int thread = 0; thread < size; thread++) {
            int first = thread;
            parts.add(threads.submit(() -> {
                ready.countDown();
                go.await();
                for (int i = first; i < count; i += size) {
                    action.accept(i);
                }
                return null;
            }));
        }
        ready.await();
        long start = System.nanoTime();
        go.countDown();
        for (Future<?> part : parts) {
            part.get();
        }
        return System.nanoTime() - start;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
