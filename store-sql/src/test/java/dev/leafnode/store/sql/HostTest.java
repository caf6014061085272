package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.test.servers.MariaDbServer;
import dev.leafnode.test.servers.PostgresServer;
import java.time.InstantSource;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The store in an application with transactions, settings and data of its own. */
class HostTest {

    @Nested
    class OnH2 extends Host {
        OnH2() {
            super(TestStore.on(TestDatabase.H2));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends Host {
        OnMariaDb() {
            super(TestStore.on(TestDatabase.MARIADB));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDbWithSettingsOfItsOwn extends Host {
        OnMariaDbWithSettingsOfItsOwn() {
            super(TestStore.on(
                    MariaDbServer.newDatabase("useAffectedRows=true"),
                    config -> config.setConnectionInitSql(
                            "set time_zone = '+05:45', collation_connection = 'utf8mb4_bin',"
                                    + " sql_mode = 'ANSI,TRADITIONAL'")));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDbInADatabaseOfItsOwn extends Host {

        private static final String NAME =
                "Engine-%d".formatted(ProcessHandle.current().pid());

        OnMariaDbInADatabaseOfItsOwn() {
            super(TestStore.on(TestDatabase.MARIADB, SqlSettings.DEFAULT.in(NAME, "nav_")));
        }

        @AfterEach
        void drop() {
            store.jdbc().execute("drop database `%s`".formatted(NAME));
        }

        @Test
        void every_table_is_there_under_the_prefix() {
            assertThat(store.jdbc().queryForList("""
                            select distinct table_schema
                            from information_schema.tables
                            where table_name like 'nav!_%' escape '!'
                            """, String.class)).containsExactly(NAME);
        }
    }

    @Nested
    class OnPostgreSql extends Host {
        OnPostgreSql() {
            super(TestStore.on(TestDatabase.POSTGRESQL));
        }
    }

    @Nested
    class OnH2InASchemaOfItsOwn extends InASchemaOfItsOwn {
        OnH2InASchemaOfItsOwn() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    class OnPostgreSqlInASchemaOfItsOwn extends InASchemaOfItsOwn {
        OnPostgreSqlInASchemaOfItsOwn() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    @Nested
    class OnPostgreSqlAmongSeveralSchemas extends Host {

        private static final PGSimpleDataSource database = inSeveralSchemas();

        OnPostgreSqlAmongSeveralSchemas() {
            super(TestStore.on(database, config -> config.setConnectionInitSql("set time zone 'Asia/Kathmandu'")));
        }

        @Test
        void the_tables_are_in_the_first_schema_of_the_search_path() {
            assertThat(store.jdbc()
                            .queryForList(
                                    "select distinct schemaname from pg_tables where tablename like 'leafnode%'",
                                    String.class))
                    .containsExactly("first");
        }

        private static PGSimpleDataSource inSeveralSchemas() {
            PGSimpleDataSource database = PostgresServer.newDatabase();
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create schema first");
                statement.execute("create schema second");
                statement.execute("create table second.leafnode_note (id integer)");
                statement.execute("drop table second.leafnode_note");
            } catch (java.sql.SQLException failure) {
                throw new IllegalStateException(failure);
            }
            database.setCurrentSchema("first,second,public");
            return database;
        }
    }

    abstract static class InASchemaOfItsOwn extends Host {

        InASchemaOfItsOwn(TestDatabase database) {
            super(TestStore.on(database, SqlSettings.DEFAULT.in("Engine-1", "nav_")));
        }

        @Test
        void every_table_is_there_under_the_prefix_and_nothing_is_anywhere_else() {
            assertThat(store.jdbc().queryForList("""
                            select distinct table_schema
                            from information_schema.tables
                            where lower(table_name) like 'nav!_%' escape '!' or lower(table_name) like 'leafnode%'
                            """, String.class)).containsExactly("Engine-1");
        }

        @Test
        void the_lease_is_there_too() {
            assertThat(store.lease().run(() -> {})).isTrue();
            assertThat(store.jdbc().queryForList("select name from \"Engine-1\".nav_lease", String.class))
                    .hasSize(1);
        }

        @Test
        void what_opens_and_closes_is_told_there() {
            assertThat(store.events().append(List.of(new EventLog.Entry(1, "first"))))
                    .isTrue();
            assertThat(store.events().after(0, 10)).hasSize(1);
        }

        @Test
        void a_repair_finds_what_waits() {
            store.executions().save(root("root"));
            store.executions().save(child("leaf", "root"));
            assertThat(store.judgments()
                            .repair(Executions.START.plusMillis(60_000), Executions.START, 100)
                            .opened())
                    .isEqualTo(2);
        }
    }

    abstract static class Host {

        final TestStore store;

        Host(TestStore store) {
            this.store = store;
            store.clear();
        }

        @AfterEach
        void close() {
            store.close();
        }

        @Test
        void what_the_store_does_in_a_transaction_of_the_application_is_undone_with_it() {
            store.executions().save(root("kept"));
            Execution leaf = child("leaf", "kept");
            store.transaction().executeWithoutResult(status -> {
                store.executions().save(leaf);
                store.judgments().open(judgment(leaf), Lineage.stored());
                assertThat(store.judgments().links(List.of("kept"))).hasSize(1);
                status.setRollbackOnly();
            });
            assertThat(store.executions().find("leaf")).isEmpty();
            assertThat(store.judgments().links(List.of("kept"))).isEmpty();
            assertThat(store.judgments().search(JudgmentQuery.all()).judgments())
                    .isEmpty();
        }

        @Test
        void what_the_store_does_in_a_transaction_of_the_application_is_kept_with_it() {
            Execution leaf = child("leaf", "root");
            store.transaction().executeWithoutResult(status -> {
                store.executions().save(leaf);
                store.judgments().open(judgment(leaf), Lineage.stored());
                store.executions().save(root("root"));
            });
            assertThat(store.judgments().links(List.of("root")))
                    .extracting(JudgmentLink::count)
                    .containsExactly(1);
        }

        @Test
        void names_that_databases_do_not_like_survive() {
            for (String name : List.of(
                    "quote ' \" ; drop table leafnode_execution; --",
                    "\\0 \\\\ back\\slashes",
                    "zero \0 in the middle",
                    "emoji \uD83D\uDE80 " + "x".repeat(246),
                    "\uD83D\uDE80".repeat(200),
                    "x".repeat(300),
                    "")) {
                Execution parent = root("parent").toBuilder().name(name).build();
                Execution leaf = child("leaf", "parent").toBuilder().name(name).build();
                store.executions().save(parent);
                store.executions().save(leaf);
                Judgment judgment = new Judgment(judgment(leaf).key(), "app", name, name);
                store.judgments().open(judgment, Lineage.stored());
                assertThat(store.executions()
                                .search(ExecutionQuery.all().withName(name))
                                .executions())
                        .containsExactlyInAnyOrder(parent, leaf);
                assertThat(store.executions()
                                .search(ExecutionQuery.all().withName(name + "x"))
                                .executions())
                        .isEmpty();
                assertThat(store.judgments()
                                .search(JudgmentQuery.blocking("parent"))
                                .judgments())
                        .extracting(WaitingJudgment::judgment)
                        .containsExactly(judgment);
                assertThat(store.judgments()
                                .search(JudgmentQuery.all().withPipeline(name).withText(name))
                                .judgments())
                        .hasSize(1);
                store.executions().delete("parent");
                store.executions().delete("leaf");
            }
        }

        @Test
        void ids_with_quotes_and_wildcards_are_ids_like_others() {
            for (String id : List.of("it's", "100%_", "a;b", "\uD83D\uDE80", "\\", "x".repeat(64))) {
                store.executions().save(root("root").withStage(Executions.watching(id, id.substring(1) + "?")));
                Execution leaf = root(id);
                store.executions().save(leaf);
                store.judgments().open(judgment(leaf), Lineage.stored());
                assertThat(store.judgments().links(List.of("root")))
                        .extracting(JudgmentLink::longestWaiting)
                        .extracting(JudgmentKey::stage)
                        .containsExactly(new StageKey(id, "judge"));
                store.executions().delete(id);
                store.executions().delete("root");
            }
        }

        @Test
        void the_time_zone_of_the_application_does_not_matter() {
            TimeZone before = TimeZone.getDefault();
            try {
                TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
                Execution root = root("root");
                store.executions().save(root);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                ExecutionQuery since =
                        ExecutionQuery.all().withCreated(Executions.START, Executions.START.plusMillis(1));
                assertThat(store.executions().search(since).executions()).containsExactly(root);
            } finally {
                TimeZone.setDefault(before);
            }
        }

        @Test
        void closing_the_store_leaves_the_data_source_open() {
            SqlStore another = new SqlStore(
                    store.dataSource(),
                    new JdbcTransactionManager(store.dataSource()),
                    WaitRules.DEFAULT,
                    InstantSource.system());
            another.close();
            store.executions().save(root("root"));
            assertThat(store.executions().find("root")).isPresent();
        }
    }
}
