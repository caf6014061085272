package dev.leafnode.store.sql;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * Where the tables are. Every statement and every migration calls them {@code leafnode_…}, so that they can be read and
 * run as they are; what they are called here is put in its place when a statement is parsed.
 *
 * @param prefix what their names begin with instead
 * @param qualifier what stands before those; nothing, if they are in the default schema
 */
record Tables(String prefix, String qualifier) {

    /** What all statements call them. */
    static final String WRITTEN = "leafnode_";

    static Tables of(SqlSettings settings, DataSource dataSource) {
        return new Tables(settings.tablePrefix(), qualifier(settings.schema(), dataSource));
    }

    String in(String statement) {
        return isAsWritten() ? statement : statement.replace(WRITTEN, qualifier + prefix);
    }

    /** Sends statements to these tables. */
    NamedParameterJdbcTemplate jdbc(JdbcTemplate connections) {
        return isAsWritten() ? new NamedParameterJdbcTemplate(connections) : new Renaming(connections);
    }

    private boolean isAsWritten() {
        return prefix.equals(WRITTEN) && qualifier.isEmpty();
    }

    private static String qualifier(@Nullable String schema, DataSource dataSource) {
        if (schema == null) {
            return "";
        }
        String quote = Database.quote(dataSource);
        return quote + schema + quote + ".";
    }

    private final class Renaming extends NamedParameterJdbcTemplate {

        Renaming(JdbcTemplate connections) {
            super(connections);
        }

        @Override
        protected ParsedSql getParsedSql(String statement) {
            return super.getParsedSql(in(statement));
        }
    }
}
