package dev.leafnode.quickstart.mariadb;

import dev.leafnode.test.servers.MariaDbProcess;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application's own server, when it is told where to keep its files. What it has answered is on the disk. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("quickstart.mariadb.directory")
class MariaDbConfiguration {

    @Bean
    MariaDbProcess mariaDb(@Value("${quickstart.mariadb.directory}") Path directory) throws IOException {
        return MariaDbProcess.startIn(directory);
    }

    /** Depends on the server, so it is closed before that stops. */
    @Bean
    DataSource dataSource(MariaDbProcess server) {
        return DataSourceBuilder.create().url(server.url("leafnode")).build();
    }
}
