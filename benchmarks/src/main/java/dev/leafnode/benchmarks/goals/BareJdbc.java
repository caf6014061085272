package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Statements with nothing between them and the driver. */
record BareJdbc(DataSource dataSource) {

    void write(String sql, int rows, Parameters parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            Check.same("rows", rows, statement.executeUpdate());
        } catch (SQLException failure) {
            throw new IllegalStateException("a judgment was not written", failure);
        }
    }

    <T> T read(String sql, Parameters parameters, Rows<T> rows) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet found = statement.executeQuery()) {
                return rows.read(found);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a page was not read", failure);
        }
    }

    /** How many rows there are in a table, perhaps with a condition. */
    long count(String from) {
        return read("select count(*) from " + from, statement -> {}, rows -> rows.next() ? rows.getLong(1) : 0);
    }

    @FunctionalInterface
    interface Parameters {

        void set(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    interface Rows<T> {

        T read(ResultSet found) throws SQLException;
    }
}
