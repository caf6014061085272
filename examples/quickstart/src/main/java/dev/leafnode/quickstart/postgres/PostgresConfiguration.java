package dev.leafnode.quickstart.postgres;

import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The application's own server, when it is told where to keep its files. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("quickstart.postgres.directory")
class PostgresConfiguration {

    @Bean
    PostgresServer postgresServer(
            @Value("${quickstart.postgres.directory}") Path directory, ResourcePatternResolver resources)
            throws IOException {
        return PostgresServer.start(directory, new PostgresBinaries(resources));
    }

    /** Depends on the server, so it is closed before that stops. */
    @Bean
    DataSource dataSource(PostgresServer server) {
        return DataSourceBuilder.create().url(server.url()).build();
    }
}
