package dev.leafnode.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Keeps a host that does not use Flyway from being changed by it. The SQL store brings Flyway along, and Spring Boot
 * 3 takes a Flyway on the class path for the host's wish to migrate: without any migration it would still connect
 * before anything else, refuse a database that has tables but no history, want one data source to be the primary one,
 * and have Hibernate create no tables. Spring Boot 4 waits for a module of its own, and so does not need this.
 *
 * <p>The one bean that is there while Leafnode is off. A host with migrations does not notice it.
 */
@AutoConfiguration
@ConditionalOnClass(
        name = {
            "dev.leafnode.store.sql.SqlSchema",
            "org.flywaydb.core.Flyway",
            UnusedFlywayAutoConfiguration.AUTO_CONFIGURATION
        })
public final class UnusedFlywayAutoConfiguration {

    static final String AUTO_CONFIGURATION = "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";

    @Bean
    static UnusedFlyway leafnodeUnusedFlyway(Environment settings, ResourceLoader resources) {
        return new UnusedFlyway(settings, resources);
    }
}
