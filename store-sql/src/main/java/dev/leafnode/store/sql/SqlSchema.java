package dev.leafnode.store.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables of the SQL store, all named {@code leafnode_…}, in the default schema of the connection. They have a history
 * table of their own, {@value #HISTORY_TABLE}, so that they and the application's migrations do not meet.
 */
public final class SqlSchema {

    private static final String HISTORY_TABLE = "leafnode_schema_history";

    private final DataSource dataSource;

    /**
     * Names the database; nothing is done to it yet.
     *
     * @param dataSource connections that may create tables
     */
    public SqlSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Creates the tables, or brings them to the version of this library. Does nothing when they are there already. Other
     * tables in the schema are left alone, and several instances may call this at the same time.
     *
     * @throws IllegalStateException if the database is none that this store supports; the message names it and those
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

    private void migrate(Database database) {
        Flyway.configure(SqlSchema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(database.migrations())
                .table(HISTORY_TABLE)
                // A schema with other tables in it gets a baseline; below version 1, so that nothing of ours is
                // skipped.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false)
                .load()
                .migrate();
    }
}
