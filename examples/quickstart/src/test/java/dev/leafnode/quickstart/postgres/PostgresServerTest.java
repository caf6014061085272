package dev.leafnode.quickstart.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class PostgresServerTest {

    private final PostgresBinaries binaries = new PostgresBinaries(new PathMatchingResourcePatternResolver());

    @TempDir
    private Path folder;

    @Test
    void a_server_that_was_left_behind_is_replaced_and_its_data_are_kept() throws Exception {
        Path directory = folder.resolve("postgres");
        PostgresServer left = PostgresServer.start(directory, binaries);
        execute(left, "create table kept (id int)");

        try (PostgresServer server = PostgresServer.start(directory, binaries)) {
            execute(server, "insert into kept values (1)");
            assertThatThrownBy(() -> execute(left, "select 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void the_command_of_an_account_stands_before_that_of_the_server() {
        assertThat(PostgresAccount.OWN.command(List.of("initdb"))).containsExactly("initdb");
        assertThat(PostgresAccount.NAMESPACE.command(List.of("initdb"))).containsExactly("unshare", "-U", "initdb");
        assertThat(PostgresAccount.NOBODY.command(List.of("initdb")))
                .startsWith("setpriv")
                .endsWith("initdb");
    }

    private static void execute(PostgresServer server, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url())) {
            connection.createStatement().execute(statement);
        }
    }
}
