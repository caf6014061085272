package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leafnode.navigation.Lease;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** How the processes that use a database keep each other from the same work. */
class SqlLeaseTest {

    @Nested
    class OnH2 extends Leases {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends Leases {
        OnMariaDb() {
            super(TestDatabase.MARIADB);
        }
    }

    @Nested
    class OnPostgreSql extends Leases {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Leases {

        private final TestDatabase database;
        private final List<SqlLease> opened = new ArrayList<>();
        private TestStore store;
        private Lease lease;
        private Lease other;

        Leases(TestDatabase database) {
            this.database = database;
        }

        @BeforeEach
        void open() {
            store = TestStore.on(database);
            lease = store.lease();
            other = lease(new ScheduledThreadPoolExecutor(1));
        }

        @AfterEach
        void close() {
            opened.forEach(SqlLease::close);
            store.close();
        }

        @Test
        void one_of_two_holds_it_at_a_time() {
            List<String> done = new ArrayList<>();
            boolean ran = lease.run(() -> {
                assertThat(other.run(() -> done.add("other, meanwhile"))).isFalse();
                assertThat(lease.run(() -> done.add("itself, meanwhile"))).isFalse();
                done.add("the first");
            });
            assertThat(ran).isTrue();
            assertThat(other.run(() -> done.add("other, afterwards"))).isTrue();
            assertThat(lease.run(() -> done.add("itself, afterwards"))).isTrue();
            assertThat(done).containsExactly("the first", "other, afterwards", "itself, afterwards");
        }

        @Test
        void what_is_given_back_is_free_at_once() {
            for (int round = 0; round < 200; round++) {
                assertThat(lease.run(() -> {}))
                        .as("the first in round %d", round)
                        .isTrue();
                assertThat(other.run(() -> {}))
                        .as("the other in round %d", round)
                        .isTrue();
            }
        }

        @Test
        void work_that_fails_gives_it_back() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> lease.run(() -> {
                        throw new IllegalStateException("the work");
                    }))
                    .withMessage("the work");
            assertThat(other.run(() -> {})).isTrue();
        }

        @Test
        void a_transaction_of_the_application_neither_delays_nor_undoes_it() {
            store.transaction().executeWithoutResult(transaction -> {
                assertThat(lease.run(() -> assertThat(other.run(() -> {})).isFalse()))
                        .isTrue();
                transaction.setRollbackOnly();
            });
            assertThat(other.run(() -> {})).isTrue();
        }

        @Test
        void a_holder_that_died_loses_it_within_half_a_minute() {
            lease.run(() -> {
                Duration left = Duration.between(now(), lockedUntil());
                assertThat(left).isBetween(Duration.ZERO, Duration.ofSeconds(30));
            });
            lockUntil("1");
            assertThat(other.run(() -> {})).isFalse();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> other.run(() -> {}));
        }

        @Test
        void a_holder_that_works_on_keeps_it() {
            lease(new Hasty()).run(() -> {
                Instant before = lockedUntil();
                Awaitility.await().until(() -> lockedUntil().isAfter(before));
                assertThat(other.run(() -> {})).isFalse();
            });
            assertThat(other.run(() -> {})).isTrue();
        }

        private SqlLease lease(ScheduledThreadPoolExecutor prolonging) {
            SqlLease another = new SqlLease(
                    store.dataSource(),
                    new JdbcTransactionManager(store.dataSource()),
                    Tables.of(SqlSettings.DEFAULT, store.dataSource()),
                    prolonging);
            opened.add(another);
            return another;
        }

        /** What a holder that died has left. */
        private void lockUntil(String seconds) {
            String now = switch (database) {
                case H2 -> "current_timestamp";
                case MARIADB -> "utc_timestamp(6)";
                case POSTGRESQL -> "timezone('utc', current_timestamp)";
            };
            int rows = store.jdbc()
                    .update("update leafnode_lease set lock_until = %s + interval '%s' second".formatted(now, seconds));
            assertThat(rows).isEqualTo(1);
        }

        private Instant lockedUntil() {
            return time("select lock_until from leafnode_lease");
        }

        private Instant now() {
            return time("select locked_at from leafnode_lease");
        }

        private Instant time(String query) {
            Timestamp time = store.jdbc().queryForObject(query, Timestamp.class);
            return time == null ? Instant.MIN : time.toInstant();
        }
    }

    /** Does in milliseconds what should take seconds. */
    private static final class Hasty extends ScheduledThreadPoolExecutor {

        Hasty() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long delay, long period, TimeUnit unit) {
            return super.scheduleAtFixedRate(
                    work, unit.toMillis(delay) / 1_000, unit.toMillis(period) / 1_000, TimeUnit.MILLISECONDS);
        }
    }
}
