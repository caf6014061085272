package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.model.WaitRules;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlStore;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

class LazyHostTest {

    private static final String OPEN = "select count(*) from leafnode_judgment";

    @Test
    void what_no_event_told_is_found_at_the_start_although_nobody_asks_for_a_bean() {
        String database = Host.newDatabase();
        saveAndTellNothing(Host.dataSource(database));

        try (Host lazy = Host.start(Host.ON, "spring.main.lazy-initialization=true", Host.WITHOUT_FLYWAY, database)) {
            await().untilAsserted(() ->
                    assertThat(lazy.jdbc().queryForObject(OPEN, Integer.class)).isEqualTo(1));
            Tree.assertShownUntilItIsOver(lazy.context());
        }
    }

    @Test
    void an_event_is_heard_by_beans_that_are_made_when_they_are_asked_for() {
        try (Host lazy = Host.start(Host.ON, "spring.main.lazy-initialization=true", Host.newDatabase())) {
            Tree.open(lazy.context());
            Tree.assertShownUntilItIsOver(lazy.context());
        }
    }

    private static void saveAndTellNothing(DataSource database) {
        new SqlSchema(database).migrate();
        try (SqlStore store = new SqlStore(
                database, new JdbcTransactionManager(database), WaitRules.DEFAULT, InstantSource.system())) {
            Tree.save(store.executions());
        }
    }
}
