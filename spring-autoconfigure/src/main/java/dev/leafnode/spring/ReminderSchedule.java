package dev.leafnode.spring;

import dev.leafnode.reminder.Reminders;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reminds again and again, on a thread for which only reminders wait; not at all where there is nothing to remind of or
 * nobody.
 */
final class ReminderSchedule extends RepeatedPass {

    private static final Logger log = LoggerFactory.getLogger(ReminderSchedule.class);

    private final Reminders reminders;

    ReminderSchedule(Reminders reminders, Duration interval) {
        super("leafnode-remind-", "remind of judgments", interval);
        this.reminders = reminders;
    }

    @Override
    public synchronized void start() {
        boolean isAsked = !reminders.thresholds().isEmpty();
        boolean isHeard = !reminders.listeners().isEmpty();
        if (isAsked && isHeard) {
            super.start();
        } else if (isAsked) {
            log.warn(
                    "leafnode.reminders is {}, but there is no ReminderListener bean: nobody is reminded. Define one",
                    reminders.thresholds());
        } else if (isHeard) {
            log.info("There is a ReminderListener bean, but leafnode.reminders is not set: nobody is reminded."
                    + " Set it to durations, as in 1h,1d");
        }
    }

    @Override
    void pass() {
        reminders.remind();
    }
}
