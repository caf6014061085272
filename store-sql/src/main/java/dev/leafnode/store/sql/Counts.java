package dev.leafnode.store.sql;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Statements that answer one number. */
final class Counts {

    private Counts() {}

    static long of(NamedParameterJdbcOperations jdbc, String statement, SqlParameterSource parameters) {
        Long count = jdbc.queryForObject(statement, parameters, Long.class);
        return count == null ? 0 : count;
    }
}
