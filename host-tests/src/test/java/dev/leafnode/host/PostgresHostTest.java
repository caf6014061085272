package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.test.servers.PostgresServer;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresHostTest {

    @Test
    void the_host_migrates_an_empty_database_and_then_we_do_and_what_waits_shows_above() {
        PGSimpleDataSource database = PostgresServer.newDatabase();
        try (Host host = Host.start(
                Host.ON,
                "spring.datasource.url=" + database.getUrl(),
                "spring.datasource.username=" + database.getUser())) {
            assertThat(host.migrations("flyway_schema_history"))
                    .containsExactly("V1__host.sql", "db.migration.V2__host");
            assertThat(host.migrations("leafnode_schema_history")).isNotEmpty();
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());
        }
    }
}
