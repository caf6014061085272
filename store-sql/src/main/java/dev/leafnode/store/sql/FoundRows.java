package dev.leafnode.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/** Rows that one statement finds and another one, which has them as {@code :rows}, writes. */
final class FoundRows {

    /** As many rows as one statement writes: a statement may not be larger than 16 MiB. */
    private static final int MOST_ROWS = 10_000;

    private FoundRows() {}

    static List<List<@Nullable Object>> find(
            NamedParameterJdbcOperations jdbc, String statement, MapSqlParameterSource parameters) {
        return jdbc.query(
                statement,
                parameters,
                (row, index) -> columns(row, 1, row.getMetaData().getColumnCount()));
    }

    /** Some columns of a row, the first being 1. */
    static List<@Nullable Object> columns(ResultSet row, int first, int last) throws SQLException {
        List<@Nullable Object> columns = new ArrayList<>();
        for (int column = first; column <= last; column++) {
            columns.add(row.getObject(column));
        }
        return columns;
    }

    /** Returns how many rows that has affected. */
    static int write(NamedParameterJdbcOperations jdbc, String statement, List<List<@Nullable Object>> rows) {
        int written = 0;
        for (int from = 0; from < rows.size(); from += MOST_ROWS) {
            List<List<@Nullable Object>> some = rows.subList(from, Math.min(rows.size(), from + MOST_ROWS));
            written += jdbc.update(statement, new MapSqlParameterSource("rows", JsonRows.of(some)));
        }
        return written;
    }
}
