package dev.leafnode.navigation;

import java.util.concurrent.locks.ReentrantLock;

/** Lets one of several instances at a time do a piece of work. */
@FunctionalInterface
public interface Lease {

    /**
     * Runs the work unless somebody else has the lease, in which case nothing happens. An instance that dies at work
     * loses the lease after a while. What the work throws is thrown.
     *
     * @return whether the work was run
     */
    boolean run(Runnable work);

    /** A lease among the threads of this process only, for a store that no other process uses. */
    static Lease ofProcess() {
        ReentrantLock lock = new ReentrantLock();
        return work -> {
            if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                lock.unlock();
            }
        };
    }
}
