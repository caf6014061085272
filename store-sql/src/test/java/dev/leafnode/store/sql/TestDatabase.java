package dev.leafnode.store.sql;

import dev.leafnode.test.servers.MariaDbServer;
import dev.leafnode.test.servers.PostgresServer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The databases the tests run on. */
enum TestDatabase {
    H2 {
        @Override
        DataSource create() {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL("jdbc:h2:mem:leafnode%d;DB_CLOSE_DELAY=-1".formatted(CREATED.incrementAndGet()));
            return dataSource;
        }
    },
    /** Or a MySQL, where there is one. */
    MARIADB {
        @Override
        DataSource create() {
            return MariaDbServer.newDatabase();
        }
    },
    POSTGRESQL {
        @Override
        DataSource create() {
            return PostgresServer.newDatabase();
        }
    };

    private static final AtomicInteger CREATED = new AtomicInteger();

    /** A new, empty database, without a pool. */
    abstract DataSource create();
}
