package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A data source that opens a connection whenever it is asked for one, and closes it when it comes back. */
class UnpooledTest {

    @Test
    void what_is_read_of_h2_comes_over_one_connection() {
        assertReads(TestDatabase.H2.create());
    }

    @Test
    void what_is_read_of_postgresql_does_not_care() {
        assertReads(TestDatabase.POSTGRESQL.create());
    }

    @Test
    @Tag("heavy")
    void what_is_read_of_mariadb_does_not_care() {
        assertReads(TestDatabase.MARIADB.create());
    }

    private static void assertReads(DataSource database) {
        new SqlSchema(database).migrate();
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        try (SqlStore store = new SqlStore(database, transactions, WaitRules.DEFAULT, InstantSource.system())) {
            store.executions().save(root("parent"));
            Execution leaf = child("leaf", "parent");
            store.executions().save(leaf);
            store.judgments().open(judgment(leaf), Lineage.stored());

            assertThat(store.executions().search(ExecutionQuery.all()).links()).isNotEmpty();
            assertThat(store.judgments().links(List.of("parent"))).hasSize(1);
        }
    }
}
