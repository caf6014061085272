package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

class SqlSchemaTest {

    @Nested
    class OnH2 extends Schema {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends Schema {
        OnMariaDb() {
            super(TestDatabase.MARIADB);
        }
    }

    @Nested
    class OnPostgreSql extends Schema {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Schema {

        private final DataSource dataSource;
        private final JdbcTemplate jdbc;
        private final String history;

        Schema(TestDatabase database) {
            dataSource = database.create();
            jdbc = new JdbcTemplate(dataSource);
            history = database == TestDatabase.MARIADB ? "leafnode_schema_history" : "\"leafnode_schema_history\"";
        }

        @Test
        void tables_of_the_application_are_left_alone_and_ours_come_beside_them() {
            jdbc.execute("create table host_thing (id integer primary key)");
            jdbc.execute("insert into host_thing values (1)");
            new SqlSchema(dataSource).migrate();
            assertThat(count("host_thing")).isEqualTo(1);
            assertThat(count("leafnode_execution")).isZero();
        }

        @Test
        void the_history_of_the_application_is_not_ours() {
            new SqlSchema(dataSource).migrate();
            jdbc.execute("create table flyway_schema_history (id integer primary key)");
            assertThat(count("flyway_schema_history")).isZero();
            assertThat(count(history)).isPositive();
        }

        @Test
        void migrating_again_changes_nothing() {
            new SqlSchema(dataSource).migrate();
            int migrations = count(history);
            new SqlSchema(dataSource).migrate();
            assertThat(count(history)).isEqualTo(migrations);
        }

        @Test
        void several_instances_may_migrate_at_the_same_time() throws Exception {
            jdbc.execute("create table host_thing (id integer primary key)");
            int instances = 6;
            CyclicBarrier barrier = new CyclicBarrier(instances);
            ExecutorService threads = Executors.newFixedThreadPool(instances);
            List<Future<?>> migrated = IntStream.range(0, instances)
                    .<Future<?>>mapToObj(instance -> threads.submit(() -> {
                        barrier.await();
                        new SqlSchema(dataSource).migrate();
                        return null;
                    }))
                    .toList();
            for (Future<?> future : migrated) {
                future.get();
            }
            threads.shutdown();
            assertThat(count("leafnode_execution")).isZero();
        }

        private int count(String table) {
            Integer count = jdbc.queryForObject("select count(*) from " + table, Integer.class);
            return count == null ? -1 : count;
        }
    }

    @Test
    void a_database_that_is_not_supported_is_named_with_those_that_are() {
        DataSource oracle = new Pretending("Oracle");
        assertThatIllegalStateException()
                .isThrownBy(new SqlSchema(oracle)::migrate)
                .withMessage("database: expected one of H2, MariaDB, MySQL, PostgreSQL, got 'Oracle'");
    }

    /** Connections that know nothing but the name of their database. */
    private static final class Pretending extends AbstractDataSource {

        private final String product;

        Pretending(String product) {
            this.product = product;
        }

        @Override
        public Connection getConnection() {
            DatabaseMetaData metaData = (DatabaseMetaData) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DatabaseMetaData.class},
                    (proxy, method, arguments) -> product);
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> method.getName().equals("getMetaData") ? metaData : null);
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
