package dev.leafnode.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/** The statements that a data source was asked to execute; one that is executed for many rows at once is one. */
final class Statements implements QueryExecutionListener {

    private final Queue<String> executed = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        queries.forEach(query -> executed.add(query.getQuery()));
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    /** Those of one action. */
    List<String> of(Runnable action) {
        executed.clear();
        action.run();
        return new ArrayList<>(executed);
    }
}
