package dev.leafnode.benchmarks.goals;

import java.util.List;

/** One of the things that a run is about. */
public interface Goal {

    /** All of them, in the order in which they are measured. */
    static List<Goal> all() {
        return List.of(
                new OpenAndCloseOnSql(),
                new OpenAndCloseOnRedis(),
                new OpenAgainstWalk(),
                new PageOfExecutions(),
                new InboxPage(),
                new DeepAndWide(),
                new ManyThreads(),
                new ReconcilerPass(),
                new JsonInAndOut(),
                new StartUp(),
                new EventsThatAreNoJudgment());
    }

    /** Its short name, such as {@code P1}. */
    String name();

    /**
     * Measures it, and hands its lines to the session.
     *
     * @throws IllegalStateException if the sides that are compared came to different results
     */
    void measure(Session session) throws Exception;
}
