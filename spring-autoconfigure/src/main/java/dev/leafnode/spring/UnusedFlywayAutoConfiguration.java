package dev.leafnode.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Keeps a host that does not use Flyway from being stopped by it. The SQL store brings Flyway along, and Spring Boot 3
 * takes a Flyway on the class path for the host's wish to migrate: without any migration it would still refuse a database
 * that has tables but no history. Spring Boot 4 waits for a module of its own, and so does not need this.
 *
 * <p>The one bean that is there while Leafnode is off. A host with migrations does not notice it.
 */
@AutoConfiguration
@ConditionalOnClass(
        name = {
            "dev.leafnode.store.sql.SqlSchema",
            "org.flywaydb.core.Flyway",
            "org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy"
        })
public final class UnusedFlywayAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FlywayMigrationStrategy leafnodeUnusedFlyway() {
        return flyway -> {
            if (flyway.info().all().length > 0) {
                flyway.migrate();
            }
        };
    }
}
