package dev.leafnode.store.sql;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/** The statements that a data source was asked to execute; one that is executed for many rows at once is one. */
final class Statements implements QueryExecutionListener {

    /** A statement with question marks, and what they stood for: as literals of PostgreSQL, with their types. */
    record Statement(String text, List<Parameter> parameters) {}

    record Parameter(String type, String literal) {}

    private final Queue<Statement> executed = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        queries.forEach(query -> executed.add(new Statement(query.getQuery(), parameters(query))));
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    /** The texts of those of one action. */
    List<String> of(Runnable action) {
        return withParametersOf(action).stream().map(Statement::text).toList();
    }

    /** Those of one action. */
    List<Statement> withParametersOf(Runnable action) {
        executed.clear();
        action.run();
        return new ArrayList<>(executed);
    }

    private static List<Parameter> parameters(QueryInfo query) {
        TreeMap<Integer, Parameter> byPlace = query.getParametersList().stream()
                .limit(1)
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        operation -> (Integer) operation.getArgs()[0],
                        Statements::parameter,
                        (first, second) -> second,
                        TreeMap::new));
        return List.copyOf(byPlace.values());
    }

    private static Parameter parameter(ParameterSetOperation operation) {
        Object value = operation.getArgs()[1];
        if (ParameterSetOperation.isSetNullParameterOperation(operation)) {
            return new Parameter("unknown", "null");
        }
        if (value instanceof Array array) {
            return new Parameter(type(array) + "[]", "'" + value + "'");
        }
        if (value instanceof String text) {
            return new Parameter("varchar", "'" + text.replace("'", "''") + "'");
        }
        return new Parameter(
                value instanceof Boolean ? "boolean" : value instanceof Long ? "bigint" : "integer", "" + value);
    }

    private static String type(Array array) {
        try {
            return array.getBaseTypeName().equals("int8") ? "bigint" : "varchar";
        } catch (SQLException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
