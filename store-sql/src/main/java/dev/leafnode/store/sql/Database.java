package dev.leafnode.store.sql;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.support.DatabaseMetaDataCallback;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** The databases this store runs on. */
enum Database {
    H2("H2", "h2"),
    MARIADB("MariaDB", "mariadb"),
    MYSQL("MySQL", "mysql"),
    POSTGRESQL("PostgreSQL", "postgresql");

    private final String productName;
    private final String folder;

    Database(String productName, String folder) {
        this.productName = productName;
        this.folder = folder;
    }

    /**
     * The database behind a data source.
     *
     * @throws UnsupportedDatabaseException if it is none of these
     * @throws UnreachableDatabaseException if it cannot be reached
     */
    static Database of(DataSource dataSource) {
        String product = productName(dataSource);
        return Arrays.stream(values())
                .filter(database -> database.productName.equals(product))
                .findFirst()
                .orElseThrow(() -> new UnsupportedDatabaseException(supported(), product));
    }

    /** What stands before and after a name that is spelled as it is. */
    static String quote(DataSource dataSource) {
        return about(dataSource, DatabaseMetaData::getIdentifierQuoteString);
    }

    private static String productName(DataSource dataSource) {
        return about(dataSource, Database::productName);
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
