package dev.leafnode.store.sql;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the SQL store is set up. {@link #DEFAULT} is right unless several stores share a schema, or the tables are to be
 * elsewhere than in the default schema of the connection.
 *
 * @param schema the schema, in MySQL the database, in which the tables are, spelled exactly as the database has it;
 *     null for the default schema of the connection
 * @param tablePrefix what the name of every table, view and index begins with: a lower-case letter and
 *     then lower-case letters, digits and underscores, 24 characters at the most, so that no index has a
 *     longer name than databases allow
 * @param timeout how long opening, closing or cutting judgments may hold up a transaction of the application before the
 *     call fails; positive, and rounded up to seconds. H2 ends a wait by its own {@code LOCK_TIMEOUT} instead
 */
public record SqlSettings(@Nullable String schema, String tablePrefix, Duration timeout) {

    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,23}");
    private static final Pattern SCHEMA = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$-]{0,62}");

    /**
     * In the default schema, as {@code leafnode_…}; a transaction of the application is held up for a second at the
     * most.
     */
    public static final SqlSettings DEFAULT = new SqlSettings(null, "leafnode_", Duration.ofSeconds(1));

    /** Checks the settings. */
    public SqlSettings {
        if (schema != null && !SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "schema: expected up to 63 letters, digits, '_', '$' and '-' that begin with a letter or '_', got '%s'"
                            .formatted(schema));
        }
        if (!PREFIX.matcher(tablePrefix).matches()) {
            throw new IllegalArgumentException(
                    "tablePrefix: expected up to 24 lower-case letters, digits and '_' that begin with a letter, got '%s'"
                            .formatted(tablePrefix));
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: expected a positive duration, got " + timeout);
        }
    }

    /**
     * The same elsewhere.
     *
     * @param newSchema the schema, or null for the default one of the connection
     * @param newTablePrefix what the names of the tables begin with
     */
    public SqlSettings in(@Nullable String newSchema, String newTablePrefix) {
        return new SqlSettings(newSchema, newTablePrefix, timeout);
    }

    /** The same with another timeout. */
    public SqlSettings withTimeout(Duration longest) {
        return new SqlSettings(schema, tablePrefix, longest);
    }
}
