package dev.leafnode.navigation;

/**
 * Keeps the engine apart from a store that is down or slow: bounds how long a call may hold the engine's thread, and
 * tries again what failed for the moment.
 */
@FunctionalInterface
public interface Isolation {

    /**
     * Makes the call and returns when it is done. A call that was given up may still take effect later.
     *
     * @throws RuntimeException what the call threw at last, or that it took too long
     */
    void run(Runnable call);

    /** Makes each call once, on the engine's thread, for as long as it takes. */
    static Isolation none() {
        return Runnable::run;
    }
}
