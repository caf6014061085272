package dev.leafnode.store.sql;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.jdbc.support.DatabaseMetaDataCallback;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** The databases this store runs on, each from a version on that knows what the statements say. */
enum Database {
    H2("H2", "2.3", "h2"),
    MARIADB("MariaDB", "10.6", "mariadb"),
    MYSQL("MySQL", "8.0.31", "mysql"),
    POSTGRESQL("PostgreSQL", "13", "postgresql");

    /** Behind a proxy a MariaDB says {@code 5.5.5-11.4.5-MariaDB}, for clients that take it for an old MySQL. */
    private static final Pattern VERSION = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+(?:\\.\\d+)*)");

    private final String productName;
    private final String lowestVersion;
    private final String folder;

    Database(String productName, String lowestVersion, String folder) {
        this.productName = productName;
        this.lowestVersion = lowestVersion;
        this.folder = folder;
    }

    /**
     * The database behind a data source.
     *
     * @throws UnsupportedDatabaseException if it is none of these, or of a version before the lowest
     * @throws UnreachableDatabaseException if it cannot be reached
     */
    static Database of(DataSource dataSource) {
        String product = about(dataSource, Database::productName);
        Database database = Arrays.stream(values())
                .filter(known -> known.productName.equals(product))
                .findFirst()
                .orElseThrow(() -> new UnsupportedDatabaseException("one of " + supported(), product));
        database.requireVersion(about(dataSource, DatabaseMetaData::getDatabaseProductVersion));
        return database;
    }

    /** What stands before and after a name that is spelled as it is. */
    static String quote(DataSource dataSource) {
        return about(dataSource, DatabaseMetaData::getIdentifierQuoteString);
    }

    private static String about(DataSource dataSource, DatabaseMetaDataCallback<String> question) {
        try {
            return String.valueOf(JdbcUtils.extractDatabaseMetaData(dataSource, question));
        } catch (MetaDataAccessException unreachable) {
            throw new UnreachableDatabaseException(unreachable);
        }
    }

    /** A MariaDB says that it is a MySQL to the driver of MySQL, but for its version. */
    private static String productName(DatabaseMetaData metaData) throws SQLException {
        String product = String.valueOf(metaData.getDatabaseProductName());
        boolean isMariaDb = MYSQL.productName.equals(product)
                && String.valueOf(metaData.getDatabaseProductVersion()).contains(MARIADB.productName);
        return isMariaDb ? MARIADB.productName : product;
    }

    private void requireVersion(String actual) {
        Matcher version = VERSION.matcher(actual);
        if (version.find() && !MigrationVersion.fromVersion(version.group(1)).isAtLeast(lowestVersion)) {
            throw new UnsupportedDatabaseException(
                    "%s %s or later".formatted(productName, lowestVersion), "%s %s".formatted(productName, actual));
        }
    }

    private static String supported() {
        return Arrays.stream(values()).map(database -> database.productName).collect(Collectors.joining(", "));
    }

    /** The files of the migrations for this database, on this module's class path. */
    String migrations() {
        return "classpath:dev/leafnode/store/sql/migration/%s/*.sql".formatted(folder);
    }

    Dialect dialect() {
        return switch (this) {
            case H2 -> new H2Dialect();
            case MARIADB, MYSQL -> new MySqlDialect();
            case POSTGRESQL -> new PostgreSqlDialect();
        };
    }
}
