package dev.leafnode.feed;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes where something may have opened or closed, for one {@link JudgmentFeed} to look there. What is noted
 * costs the caller nothing but that.
 *
 * <p>Safe for use by many threads.
 */
public final class Changes {

    /** That anything may have changed. */
    static final Noted EVERYTHING = new Noted(Set.of(), Set.of(), true);

    /** More places at once are everywhere. */
    private static final int MOST = 1_000;

    private volatile Runnable onChange = () -> {};
    private Set<String> executions = new LinkedHashSet<>();
    private Map<JudgmentKey, Judgment> opened = new LinkedHashMap<>();
    private boolean everything;

    /**
     * What was noted.
     *
     * @param executions in which something may have opened or closed
     * @param opened what certainly opened, though it may be over by now
     * @param everything whether something may have, anywhere
     */
    record Noted(Set<String> executions, Set<Judgment> opened, boolean everything) {}

    /**
     * The same repository, which notes what its calls change.
     *
     * @param transaction that the calls are part of
     */
    public JudgmentRepository noting(JudgmentRepository judgments, Transaction transaction) {
        return judgments instanceof FollowedJudgments followed && followed.notesIn(this)
                ? judgments
                : new FollowedJudgments(judgments, this, transaction);
    }

    /** Likewise; it notes what is deleted. */
    public ExecutionRepository noting(ExecutionRepository executions, Transaction transaction) {
        return new FollowedExecutions(executions, this, transaction);
    }

    /** A transaction of the application that a call may be part of. */
    @FunctionalInterface
    public interface Transaction {

        /** For calls that are part of none. */
        Transaction NONE = listener -> listener.accept(true);

        /**
         * Calls back when the transaction of this thread has ended, with whether it is
         * committed; at once if there is none.
         */
        void onEnd(Consumer<Boolean> listener);
    }

    /** Whom to call when something is noted. */
    void tell(Runnable listener) {
        onChange = listener;
    }

    void opened(Judgment judgment) {
        add(new Noted(Set.of(judgment.key().stage().executionId()), Set.of(judgment), false));
        onChange.run();
    }

    void in(String executionId) {
        add(new Noted(Set.of(executionId), Set.of(), false));
        onChange.run();
    }

    void anywhere() {
        add(EVERYTHING);
        onChange.run();
    }

    /** What was noted since the last call; null if nothing was. */
    synchronized @Nullable Noted take() {
        if (executions.isEmpty() && !everything) {
            return null;
        }
        Noted noted = new Noted(executions, new LinkedHashSet<>(opened.values()), everything);
        executions = new LinkedHashSet<>();
        opened = new LinkedHashMap<>();
        everything = false;
        return noted;
    }

    /** Notes all of that, silently. */
    synchronized void add(Noted noted) {
        executions.addAll(noted.executions());
        noted.opened().forEach(judgment -> opened.putIfAbsent(judgment.key(), judgment));
        everything |= noted.everything();
        limit();
    }

    private void limit() {
        if (executions.size() > MOST) {
            everything = true;
            executions.clear();
        }
        // What is open is found all the same; of the others those that opened last are told.
        Iterator<JudgmentKey> oldest = opened.keySet().iterator();
        while (opened.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
