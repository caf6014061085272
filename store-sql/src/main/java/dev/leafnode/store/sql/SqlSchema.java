package dev.leafnode.store.sql;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables of the SQL store. They have a history table of their own, called {@code leafnode_schema_history} unless
 * they have another prefix, so that they and the application's migrations do not meet. Who is not to create tables at
 * run time runs the files in {@code dev/leafnode/store/sql/migration/} of this jar, which are plain SQL, and has
 * {@link #validate()} look at the result.
 */
public final class SqlSchema {

    /** What a store reads and writes. */
    static final List<String> RELATIONS = List.of(
            "leafnode_execution",
            "leafnode_stage",
            "leafnode_parent",
            "leafnode_lineage",
            "leafnode_judgment",
            "leafnode_judgment_link",
            "leafnode_event",
            "leafnode_lease",
            "leafnode_way",
            "leafnode_leaf",
            "leafnode_link_step",
            "leafnode_visible_link");

    /** SQL states of a table or a schema that is not there: PostgreSQL's, those of MySQL and H2, and H2's own. */
    private static final Set<String> MISSING = Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079");

    private static final Logger log = LoggerFactory.getLogger(SqlSchema.class);

    private final DataSource dataSource;
    private final SqlSettings settings;

    /**
     * Names the database, whose tables are where they are by default; nothing is done to it yet.
     *
     * @param dataSource connections that may create tables, or read them only to {@linkplain #validate() validate}
     */
    public SqlSchema(DataSource dataSource) {
        this(dataSource, SqlSettings.DEFAULT);
    }

    /**
     * Names the database; nothing is done to it yet.
     *
     * @param dataSource connections that may create tables, or read them only to {@linkplain #validate() validate}
     * @param settings where the tables are, the same as the store's
     */
    public SqlSchema(DataSource dataSource, SqlSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /**
     * Creates the tables, or brings them to the version of this library, and their schema if it is named and not
     * there. Does nothing when they are there already, also when a newer version of this library has made them. Other
     * tables in the schema are left alone, and several instances may call this at the same time. A migration that has
     * failed, or whose process has died, is made again from its beginning.
     *
     * @throws SchemaException if that fails, for instance for want of the permission to create tables
     * @throws UnreachableDatabaseException if there is no connection
     * @throws UnsupportedDatabaseException if the database or its version is none that this store supports
     */
    public void migrate() {
        Database database = Database.of(dataSource);
        if (database == Database.H2) {
            // Flyway locks servers while it creates its history, but not H2, which belongs to this process.
            synchronized (SqlSchema.class) {
                migrate(database);
            }
        } else {
            migrate(database);
        }
    }

    /**
     * Checks that all tables and views are there and, where there is a history of migrations, that it says the
     * version of this library or a newer one. Changes nothing.
     *
     * @throws SchemaException if they are not, or cannot be read
     * @throws UnreachableDatabaseException if there is no connection
     * @throws UnsupportedDatabaseException if the database or its version is none that this store supports
     */
    public void validate() {
        Flyway flyway = flyway(Database.of(dataSource)).load();
        try {
            MigrationInfo current = flyway.info().current();
            if (current != null && current.getVersion() != null) {
                requireVersion(flyway, current.getVersion());
            }
            requireRelations(latest(flyway));
        } catch (FlywayException failure) {
            throw new SchemaException(
                    "schema: expected to read the history %sschema_history, but %s"
                            .formatted(settings.tablePrefix(), rootOf(failure).getMessage()),
                    failure);
        }
    }

    private void migrate(Database database) {
        Flyway flyway = flyway(database).load();
        try {
            if (hasFailed(flyway)) {
                log.warn("A migration of Leafnode's tables has failed before, and is made again");
                flyway.repair();
            }
            flyway.migrate();
        } catch (FlywayException failure) {
            throw new SchemaException(
                    "schema: expected to create or migrate the tables %s… of Leafnode, but %s"
                            .formatted(
                                    tables().in(Tables.WRITTEN), rootOf(failure).getMessage()),
                    failure);
        }
    }

    private FluentConfiguration flyway(Database database) {
        FluentConfiguration flyway = Flyway.configure(SqlSchema.class.getClassLoader())
                .dataSource(dataSource)
                .resourceProvider(new Migrations(database, settings.tablePrefix()))
                // Where nobody says which classes are migrations, Flyway looks for the application's.
                .javaMigrationClassProvider(List::of)
                .table(settings.tablePrefix() + "schema_history")
                // A schema with other tables in it gets a baseline; below version 1, so that nothing of ours is
                // skipped.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false);
        return settings.schema() == null ? flyway : flyway.defaultSchema(settings.schema());
    }

    private void requireRelations(MigrationVersion version) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        Tables tables = tables();
        List<String> missing = RELATIONS.stream()
                .map(tables::in)
                .filter(relation -> !isThere(jdbc, relation))
                .toList();
        if (!missing.isEmpty()) {
            throw new SchemaException(
                    "schema: expected the tables and views of version %s of Leafnode, got none called %s"
                            .formatted(version, String.join(", ", missing)));
        }
    }

    private static boolean isThere(JdbcTemplate jdbc, String relation) {
        try {
            jdbc.execute("select 1 from %s where 1 = 0".formatted(relation));
            return true;
        } catch (DataAccessException failure) {
            if (rootOf(failure) instanceof SQLException answer && MISSING.contains(answer.getSQLState())) {
                return false;
            }
            throw new SchemaException(
                    "schema: expected to read %s, but %s"
                            .formatted(relation, rootOf(failure).getMessage()),
                    failure);
        }
    }

    /**
     * Whether one of this library's has. Where a migration is not taken back as a whole, Flyway notes that it has
     * failed, and goes on only when that is put right.
     */
    private static boolean hasFailed(Flyway flyway) {
        return Stream.of(flyway.info().all()).anyMatch(migration -> migration.getState() == MigrationState.FAILED);
    }

    private static void requireVersion(Flyway flyway, MigrationVersion actual) {
        if (actual.compareTo(latest(flyway)) > 0) {
            log.warn("The tables are of version {}, newer than version {} of this library", actual, latest(flyway));
        }
        ValidateResult result = flyway.validateWithResult();
        if (!result.validationSuccessful) {
            throw new SchemaException("schema: expected version %s of Leafnode's tables, got version %s: %s"
                    .formatted(
                            latest(flyway),
                            actual,
                            result.invalidMigrations.stream()
                                    .map(migration -> migration.errorDetails.errorMessage)
                                    .collect(joining("; "))));
        }
    }

    private static MigrationVersion latest(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                // The creation of the schema has none.
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo)
                .orElseThrow();
    }

    private Tables tables() {
        return Tables.of(settings, dataSource);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
