package dev.leafnode.benchmarks.host;

import com.sun.management.OperatingSystemMXBean;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.sql.SqlSchema;
import java.lang.management.ManagementFactory;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An application with a database, which it asks something when it starts. It has no use of its own for Flyway, and none for
 * Spring Data JDBC unless it is told to: what navigation loads of them, navigation pays for.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import(HostData.class)
class Host {

    /** Our migrations without anything else of ours. */
    static final String MIGRATE = "host.migrate";

    private Host() {}

    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
            long processorTime =
                    ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
            boolean isOn = context.getBeanNamesForType(JudgmentRepository.class).length > 0;
            System.out.println(new Start(isOn, uptime * 1_000_000, processorTime).line());
        }
    }

    @Bean
    String databaseName(JdbcTemplate jdbc) {
        return String.valueOf(jdbc.queryForObject("select current_database()", String.class));
    }

    @Bean
    @ConditionalOnProperty(MIGRATE)
    SqlSchema schema(DataSource dataSource, String databaseName) {
        SqlSchema schema = new SqlSchema(dataSource);
        schema.migrate();
        return schema;
    }
}
