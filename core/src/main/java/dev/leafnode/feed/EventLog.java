package dev.leafnode.feed;

import java.util.Collection;
import java.util.List;

/**
 * Keeps the entries of a {@link JudgmentFeed}, or those of {@linkplain dev.leafnode.reminder.Reminders
 * reminders}, in their order, for all instances of an engine. Nobody else calls it, and these never in a
 * transaction of the application.
 *
 * <p>Implementations are safe for use by many threads and many processes.
 */
public interface EventLog {

    /**
     * Appends entries whose positions follow each other: all of them or, when there is an entry at the first of these
     * positions or after it, none. An entry can be read no later than the entries after it.
     *
     * @return whether they were appended
     */
    boolean append(List<Entry> entries);

    /**
     * The entries after a position, by their positions; the first {@code most} of those that have not been forgotten.
     */
    List<Entry> after(long position, int most);

    /** Forgets entries; those that are not there are no matter. The last entry is never among them. */
    void forget(Collection<Long> positions);

    /** A log for the instances within one process, which ends with it. */
    static EventLog ofProcess() {
        return new ProcessEventLog();
    }

    /**
     * One entry.
     *
     * @param position 0 for the first, and then one more each
     * @param text what it says
     */
    record Entry(long position, String text) {}
}
