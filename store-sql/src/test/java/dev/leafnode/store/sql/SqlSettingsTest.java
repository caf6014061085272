package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlSettingsTest {

    @Test
    void a_prefix_that_some_database_would_not_take_is_refused() {
        for (String prefix : List.of("", "_a", "1a", "Nav_", "a-", "a b", "a\"", "a".repeat(25), "ä")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SqlSettings.DEFAULT.in(null, prefix))
                    .withMessageStartingWith("tablePrefix: expected up to 24 lower-case letters")
                    .withMessageEndingWith("got '" + prefix + "'");
        }
    }

    @Test
    void a_schema_that_could_not_be_quoted_is_refused() {
        for (String schema : List.of("", "a.b", "a\"b", "a`b", "1a", " a", "a'b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SqlSettings.DEFAULT.in(schema, "leafnode_"))
                    .withMessageStartingWith("schema: expected up to 63 letters")
                    .withMessageEndingWith("got '" + schema + "'");
        }
    }

    @Test
    void a_timeout_that_is_over_at_once_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlSettings.DEFAULT.withTimeout(Duration.ZERO))
                .withMessage("timeout: expected a positive duration, got PT0S");
    }

    @Test
    void a_schema_is_spelled_as_it_is() {
        assertThatNoException().isThrownBy(() -> SqlSettings.DEFAULT.in("Größe-1$", "a"));
    }
}
