package dev.leafnode.store.sql;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How PostgreSQL carries out a statement of the store, with its parameters.
 *
 * @param statement its text
 * @param first the plan of the first time
 * @param settled the plan after ten times, when it may have settled for one that fits every parameter
 */
record PreparedPlans(String statement, String first, String settled) {

    private static final int TIMES = 11;

    /** Those of what an action sends. What the action does is undone. */
    static List<PreparedPlans> of(TestStore store, Runnable action) throws SQLException {
        List<PreparedPlans> plans = new ArrayList<>();
        for (Statements.Statement statement : statementsOf(store, action)) {
            plans.add(of(store, statement));
        }
        return plans;
    }

    private static List<Statements.Statement> statementsOf(TestStore store, Runnable action) {
        List<Statements.Statement> statements = new ArrayList<>();
        store.transaction().executeWithoutResult(status -> {
            statements.addAll(store.statements().withParametersOf(action));
            status.setRollbackOnly();
        });
        return statements;
    }

    private static PreparedPlans of(TestStore store, Statements.Statement statement) throws SQLException {
        try (Connection connection =
                requireNonNull(store.jdbc().getDataSource()).getConnection()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("deallocate all");
            jdbc.execute("prepare hot%s as %s".formatted(types(statement), numbered(statement.text())));
            String explain = "explain execute hot" + values(statement);
            List<String> plans = IntStream.range(0, TIMES)
                    .mapToObj(time -> String.join("\n", jdbc.queryForList(explain, String.class)))
                    .toList();
            return new PreparedPlans(statement.text(), plans.get(0), plans.get(TIMES - 1));
        }
    }

    private static String types(Statements.Statement statement) {
        return list(
                statement.parameters().stream().map(Statements.Parameter::type).toList());
    }

    private static String values(Statements.Statement statement) {
        return list(statement.parameters().stream()
                .map(Statements.Parameter::literal)
                .toList());
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "" : "(" + String.join(", ", items) + ")";
    }

    private static String numbered(String text) {
        String[] parts = text.split("\\?", -1);
        return IntStream.range(0, parts.length)
                .mapToObj(i -> i == 0 ? parts[i] : "$" + i + parts[i])
                .collect(Collectors.joining());
    }
}
