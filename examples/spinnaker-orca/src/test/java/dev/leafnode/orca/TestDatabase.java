package dev.leafnode.orca;

import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.test.servers.PostgresServer;
import java.util.UUID;
import javax.sql.DataSource;

/** Where navigation keeps its judgments beside Orca. */
enum TestDatabase {
    H2 {
        @Override
        DataSource create() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
            return pool;
        }
    },
    POSTGRESQL {
        @Override
        DataSource create() {
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(PostgresServer.newDatabase());
            return pool;
        }
    };

    /** A new and empty database behind a pool, as in Orca. */
    abstract DataSource create();
}
