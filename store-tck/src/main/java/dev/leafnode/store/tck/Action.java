package dev.leafnode.store.tck;

import java.util.EnumSet;
import java.util.Set;

/** What an engine may do next, and how often it does compared with the others. */
enum Action {
    START_ROOT(3),
    START_BEFORE_PARENT(2),
    STORE_LATE_PARENT(4),
    START_CHILD(14),
    START_JUDGMENT(16),
    START_BEHIND_WINDOW(3),
    PASS_WINDOW(6),
    CONTINUE(4),
    STOP(3),
    TIME_OUT(2),
    SKIP(1),
    RESTART_JUDGMENT(16),
    WATCH(4),
    NAME_CHILD(5),
    END_PARENT(6),
    POLL(2),
    RESTART_PARENT(3),
    RESTART_WITH_NEW_CHILD(4),
    CANCEL(2),
    FAIL_BRANCH(1),
    FORCE_CANCEL(2),
    PAUSE_OR_RESUME(2),
    SAVE_AGAIN(1),
    SAVE_STALE(2),
    DELETE(1),
    TELL_AGAIN(3),
    RECONCILE(2);

    /** Those after which the true states and what was cut say what shows, and no repair is needed. */
    static final Set<Action> ORDERLY =
            EnumSet.complementOf(EnumSet.of(RESTART_PARENT, FORCE_CANCEL, SAVE_STALE, RECONCILE));

    private final int weight;

    Action(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
