package dev.leafnode.store.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Statements that end after a time, or earlier where the application's transaction says so. */
final class BoundedJdbc extends JdbcTemplate {

    private final int seconds;

    BoundedJdbc(DataSource dataSource, Duration longest) {
        super(dataSource);
        seconds = Math.toIntExact(longest.plusNanos(999_999_999).toSeconds());
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        int bound = statement.getQueryTimeout();
        if (bound == 0 || bound > seconds) {
            statement.setQueryTimeout(seconds);
        }
    }
}
