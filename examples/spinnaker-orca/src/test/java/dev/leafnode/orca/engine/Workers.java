package dev.leafnode.orca.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Threads that handle what is due until nothing is and nobody has anything in hand. Each works for one instance. */
final class Workers {

    private final EngineQueue queue;
    private final List<OrcaInstance> instances;
    private final BiConsumer<Delivery, OrcaInstance> handle;

    Workers(EngineQueue queue, List<OrcaInstance> instances, BiConsumer<Delivery, OrcaInstance> handle) {
        this.queue = queue;
        this.instances = instances;
        this.handle = handle;
    }

    /** Returns when all threads have ended; each of them waits at the barrier first. */
    void run(int threads, CyclicBarrier start) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                OrcaInstance instance = instances.get(i % instances.size());
                running.add(executor.submit(() -> work(instance, start)));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private Void work(OrcaInstance instance, CyclicBarrier start) throws InterruptedException, BrokenBarrierException {
        start.await();
        while (instance.isAlive()) {
            Optional<Delivery> delivery = queue.takeOrAwait();
            if (delivery.isEmpty()) {
                break;
            }
            handle.accept(delivery.get(), instance);
        }
        return null;
    }
}
