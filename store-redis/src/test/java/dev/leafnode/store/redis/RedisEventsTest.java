package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.model.LeafState;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.EventLogTck;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of the log, on one Redis and on a Cluster. */
class RedisEventsTest {

    @Nested
    class OneServer extends OnRedis {

        private static final TestStore store = new TestStore(TestRedisKind.VERSION_7);

        OneServer() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    @Nested
    class Cluster extends OnRedis {

        private static final TestStore store = new TestStore(TestRedisKind.CLUSTER);

        Cluster() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    abstract static class OnRedis extends EventLogTck {

        private final TestStore store;

        OnRedis(TestStore store) {
            this.store = store;
        }

        @Override
        protected EventLog events() {
            return store.store().events();
        }

        @Test
        void eventsAndRemindersAreInLogsOfTheirOwn() {
            EventLog reminders = store.store().reminders();
            assertThat(events().append(List.of(new Entry(0, "event")))).isTrue();

            assertThat(reminders.append(List.of(new Entry(0, "reminder"), new Entry(1, "another"))))
                    .isTrue();
            reminders.forget(List.of(0L));

            assertThat(events().after(-1, 10)).containsExactly(new Entry(0, "event"));
            assertThat(reminders.after(-1, 10)).containsExactly(new Entry(1, "another"));
        }

        @Override
        protected JudgmentRepository judgments() {
            return store.leaves(LeafState.JUDGMENT);
        }

        @Override
        protected void clear() {
            events().forget(events().after(-1, 100_000).stream()
                    .map(EventLog.Entry::position)
                    .toList());
            store.clear();
        }
    }
}
