package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.Repairs;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the engine tells in a transaction of the host is part of it. */
class TransactionsTest {

    @Nested
    class OfJdbc {

        @Test
        void a_rollback_takes_what_was_opened_in_it_along_and_a_commit_keeps_it() {
            try (Host host = Host.start(Host.ON, Host.newDatabase())) {
                assertThat(manager(host)).isEqualTo("JdbcTransactionManager");
                assertPartOfTransactions(host, () -> host.bean(Things.class).save(new Thing("id", "name")));
                assertThat(host.bean(Things.class).findAll()).containsExactly(new Thing("id", "name"));
            }
        }
    }

    @Nested
    class OfJpa {

        @Test
        void a_rollback_takes_what_was_opened_in_it_along_and_a_commit_keeps_it() {
            try (Host host = Host.start(Host.ON, Host.newDatabase(), Host.WITH_JPA)) {
                assertThat(manager(host)).isEqualTo("JpaTransactionManager");
                assertPartOfTransactions(host, () -> {
                    host.bean(Notes.class).save(new Note("id", "text"));
                    host.bean(Things.class).save(new Thing("id", "name"));
                });
                assertThat(host.bean(Notes.class).findById("id"))
                        .map(Note::text)
                        .contains("text");
                assertThat(host.bean(Things.class).findAll()).containsExactly(new Thing("id", "name"));
            }
        }

        /** Then it refuses transactions that ask for a level of isolation. */
        @Test
        void connections_that_hibernate_takes_late_are_as_good() {
            try (Host host = Host.start(
                    Host.ON,
                    Host.newDatabase(),
                    Host.WITH_JPA,
                    "spring.jpa.properties.hibernate.connection.handling_mode="
                            + "DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION")) {
                assertPartOfTransactions(host, () -> host.bean(Notes.class).save(new Note("id", "text")));
            }
        }
    }

    private static void assertPartOfTransactions(Host host, Runnable work) {
        ConfigurableApplicationContext engine = host.context();
        TransactionTemplate transaction = new TransactionTemplate(host.bean(PlatformTransactionManager.class));

        transaction.executeWithoutResult(status -> {
            work.run();
            Tree.open(engine);
            assertThat(Tree.waiting(engine)).isEqualTo(1);
            assertThat(Tree.shownAbove(engine)).isNotEmpty();
            status.setRollbackOnly();
        });
        assertThat(Tree.waiting(engine)).isZero();
        assertThat(host.bean(ExecutionRepository.class)
                        .search(ExecutionQuery.all())
                        .executions())
                .isEmpty();

        transaction.executeWithoutResult(status -> {
            work.run();
            Tree.open(engine);
        });
        assertThat(Tree.waiting(engine)).isEqualTo(1);
        assertThat(Tree.shownAbove(engine)).isNotEqualTo(Map.of());

        transaction.executeWithoutResult(status -> {
            Tree.close(engine);
            status.setRollbackOnly();
        });
        assertThat(Tree.waiting(engine)).isEqualTo(1);
        assertThat(host.bean(Reconciler.class).reconcile()).contains(Repairs.NONE);
        Tree.assertShownUntilItIsOver(engine);
    }

    private static String manager(Host host) {
        return host.bean(PlatformTransactionManager.class).getClass().getSimpleName();
    }
}
