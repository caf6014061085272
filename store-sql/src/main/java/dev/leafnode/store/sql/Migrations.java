package dev.leafnode.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The migrations of a database as Flyway reads them: the files call the tables {@code leafnode_…}, so that they can
 * be run as they are, and what Flyway reads calls them by their prefix here. That prefix is no placeholder of
 * Flyway's: it would be replaced in Flyway's own statements as well, where the schema itself may be called
 * {@code leafnode_staging}.
 */
final class Migrations implements ResourceProvider {

    private final List<LoadableResource> files = new ArrayList<>();

    /**
     * Reads them.
     *
     * @throws SchemaException if they cannot be read, as in a jar that was packed anew without its directories
     */
    Migrations(Database database, String tablePrefix) {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver(Migrations.class.getClassLoader())
                    .getResources(database.migrations())) {
                try (InputStream written = file.getInputStream()) {
                    String statements = new String(written.readAllBytes(), UTF_8);
                    files.add(new Renamed(
                            String.valueOf(file.getFilename()), statements.replace(Tables.WRITTEN, tablePrefix)));
                }
            }
        } catch (IOException failure) {
            throw new SchemaException(
                    "schema: expected to read the migrations %s, but %s"
                            .formatted(database.migrations(), failure.getMessage()),
                    failure);
        }
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return files.stream()
                .filter(file -> file.getFilename().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .filter(file -> file.getFilename().startsWith(prefix))
                .filter(file -> Stream.of(suffixes).anyMatch(file.getFilename()::endsWith))
                .toList();
    }

    private static final class Renamed extends LoadableResource {

        private final String name;
        private final String statements;

        Renamed(String name, String statements) {
            this.name = name;
            this.statements = statements;
        }

        @Override
        public Reader read() {
            return new StringReader(statements);
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }
    }
}
