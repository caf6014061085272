package dev.leafnode.reminder;

/**
 * Is told when a judgment has been open for long: to send a mail, to post into a channel, to page somebody.
 *
 * <p>It is called once for each threshold and attempt, by one of the instances that share a store, on a thread on which
 * nothing else waits for it but other reminders of that instance. A listener that throws is not called again for the
 * same threshold; the others are called all the same.
 */
@FunctionalInterface
public interface ReminderListener {

    void stillWaiting(Reminder reminder);
}
