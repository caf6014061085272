package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class TwoDataSourcesTest {

    private static final String OUR_TABLES =
            "select count(*) from information_schema.tables where lower(table_name) like 'leafnode%'";

    @Test
    void the_primary_one_is_used_and_the_other_left_alone() {
        try (Host host = Host.start(List.of(OnePrimary.class), Host.ON)) {
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());

            DataSource other = host.context().getBean("second", DataSource.class);
            assertThat(host.ownTables()).isNotEmpty();
            assertThat(new JdbcTemplate(other).queryForObject(OUR_TABLES, Integer.class))
                    .isZero();
        }
    }

    @Test
    void without_a_primary_one_the_start_fails_and_says_what_to_do(CapturedOutput output) {
        assertThatThrownBy(() -> Host.start(List.of(NonePrimary.class), Host.ON))
                .isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("there are 2 and none of them is primary: first, second.")
                .contains("Mark the data source to use with @Primary");
    }

    @Configuration(proxyBeanMethods = false)
    static class OnePrimary {

        @Bean
        @Primary
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NonePrimary {

        @Bean
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }
    }

    private static DataSource database() {
        return Host.dataSource(Host.newDatabase());
    }
}
