package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    @Test
    void a_mariadb_is_one_whatever_its_driver_calls_it() {
        assertThat(Database.of(new NamedDatabase("MariaDB", "11.4.5-MariaDB"))).isEqualTo(Database.MARIADB);
        assertThat(Database.of(new NamedDatabase("MySQL", "11.4.5-MariaDB-ubu2404-log")))
                .isEqualTo(Database.MARIADB);
        assertThat(Database.of(new NamedDatabase("MySQL", "8.4.6"))).isEqualTo(Database.MYSQL);
    }

    @Test
    void a_version_that_does_not_know_what_the_statements_say_is_refused() {
        assertThatExceptionOfType(UnsupportedDatabaseException.class)
                .isThrownBy(() -> Database.of(new NamedDatabase("MariaDB", "10.5.29-MariaDB")))
                .withMessage("database: expected MariaDB 10.6 or later, got 'MariaDB 10.5.29-MariaDB'");
        assertThatExceptionOfType(UnsupportedDatabaseException.class)
                .isThrownBy(() -> Database.of(new NamedDatabase("MySQL", "5.5.5-10.5.29-MariaDB-log")))
                .withMessageStartingWith("database: expected MariaDB 10.6 or later");
        assertThatExceptionOfType(UnsupportedDatabaseException.class)
                .isThrownBy(() -> Database.of(new NamedDatabase("MySQL", "8.0.30")));
        assertThatExceptionOfType(UnsupportedDatabaseException.class)
                .isThrownBy(() -> Database.of(new NamedDatabase("PostgreSQL", "12.22 (Debian 12.22-1)")));
    }

    @Test
    void the_lowest_version_and_one_that_nobody_can_read_are_taken() {
        assertThat(Database.of(new NamedDatabase("MariaDB", "5.5.5-10.6.0-MariaDB")))
                .isEqualTo(Database.MARIADB);
        assertThat(Database.of(new NamedDatabase("MySQL", "8.0.31"))).isEqualTo(Database.MYSQL);
        assertThat(Database.of(new NamedDatabase("PostgreSQL", "13"))).isEqualTo(Database.POSTGRESQL);
        assertThat(Database.of(new NamedDatabase("PostgreSQL", "18beta1"))).isEqualTo(Database.POSTGRESQL);
        assertThat(Database.of(new NamedDatabase("H2", "2.3.232 (2024-08-11)"))).isEqualTo(Database.H2);
        assertThat(Database.of(new NamedDatabase("PostgreSQL", "of my own"))).isEqualTo(Database.POSTGRESQL);
    }

    @Test
    void mysql_and_mariadb_have_the_same_tables_but_for_the_name_of_a_collation() throws IOException {
        assertThat(migration("mysql")
                        .replace("utf8mb4_0900_bin", "utf8mb4_nopad_bin")
                        .lines()
                        .skip(2))
                .containsExactlyElementsOf(migration("mariadb").lines().skip(2).toList());
    }

    private static String migration(String folder) throws IOException {
        String path = "migration/%s/V1__executions_and_judgments.sql".formatted(folder);
        try (InputStream file = Database.class.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
