package dev.leafnode.spring;

import dev.leafnode.feed.EventLog;
import dev.leafnode.reminder.ReminderListener;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reminders, for those who want to hear them. */
@Configuration(proxyBeanMethods = false)
class ReminderConfiguration {

    /** The instances of a host that keeps its judgments itself do not know of what another one has reminded. */
    @Bean
    @ConditionalOnMissingBean
    Reminders leafnodeReminders(
            LeafnodeProperties properties,
            ObjectProvider<ReminderListener> listeners,
            JudgmentRepository judgments,
            ObjectProvider<Store> store,
            ObjectProvider<InstantSource> clock) {
        Store ours = store.getIfAvailable();
        return new Reminders(
                properties.reminders(),
                listeners.orderedStream().toList(),
                judgments,
                ours == null ? EventLog.ofProcess() : ours.reminders(),
                clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    ReminderSchedule leafnodeReminderSchedule(Reminders reminders, LeafnodeProperties properties) {
        return new ReminderSchedule(reminders, properties.reconcile().interval());
    }
}
