package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Action;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What is alive on the heap while something is done: what collections leave, of which there are many. */
final class LiveHeap {

    private static final int MILLIS_BETWEEN = 50;

    private LiveHeap() {}

    /** The most that was alive meanwhile, above what was before, in bytes. It takes longer than it would otherwise. */
    static long above(Action action) throws Exception {
        long idle = collect();
        AtomicLong peak = new AtomicLong(idle);
        ScheduledExecutorService collecting = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = collecting.scheduleWithFixedDelay(
                    () -> peak.accumulateAndGet(collect(), Math::max),
                    MILLIS_BETWEEN,
                    MILLIS_BETWEEN,
                    TimeUnit.MILLISECONDS);
            action.run();
        } finally {
            collecting.shutdown();
        }
        return peak.get() - idle;
    }

    /** What a collection leaves. */
    @SuppressWarnings("SystemGc")
    private static long collect() {
        System.gc();
        long left = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            left += usage == null ? 0 : usage.getUsed();
        }
        return left;
    }
}
