package dev.leafnode.host;

import dev.leafnode.repository.ExecutionRepository;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.data.relational.core.mapping.RelationalPersistentProperty;

/** An application with Flyway, Spring Data JDBC, JPA and Spring MVC of its own, and with names of its own making. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class HostApplication {

    /** Made before all that auto-configurations make, and with it whatever it needs of theirs. */
    @Bean
    Engine hostEngine(ObjectProvider<ExecutionRepository> executions) {
        return new Engine(Optional.ofNullable(executions.getIfAvailable()));
    }

    @Bean
    NamingStrategy hostNames() {
        return new NamingStrategy() {
            @Override
            public String getTableName(Class<?> type) {
                return ("host_" + type.getSimpleName()).toUpperCase(Locale.ROOT);
            }

            @Override
            public String getColumnName(RelationalPersistentProperty property) {
                return ("host_" + property.getName()).toUpperCase(Locale.ROOT);
            }
        };
    }

    record Engine(Optional<ExecutionRepository> executions) {}
}
