package dev.leafnode.benchmarks.host;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.repository.CrudRepository;

/** A repository of the application's own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(HostData.ENABLED)
@EnableJdbcRepositories(considerNestedRepositories = true)
class HostData {

    /** Without it, Spring Data JDBC is there and nobody starts it. */
    static final String ENABLED = "spring.data.jdbc.repositories.enabled";

    interface Settings extends CrudRepository<Setting, String> {}

    record Setting(@Id String name, String value) {}
}
