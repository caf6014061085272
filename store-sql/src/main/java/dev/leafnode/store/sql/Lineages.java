package dev.leafnode.store.sql;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Keeps the lineage of every execution: all ways up from it, complete, so that nobody ever walks.
 *
 * <ol>
 *   <li>An edge is noted as soon as either end says so, in the transaction that stores that end.
 *   <li>It takes effect when both ends are stored: it then adds, in one statement, every way from the parent up to
 *       every way from below up to the child. The transaction that creates a child does so for its parent.
 *   <li>Two transactions that store neighbours do not see each other. So every edge at a new execution is looked at
 *       once more after the commit, and as long as that adds something: the later one of the two sees both.
 *   <li>Judgments that are open below by then get the links that the new steps make.
 * </ol>
 */
final class Lineages {

    /** More ways than this are not combined: they multiply where watched executions are watched again. */
    private static final int MOST_WAYS = 100;

    private static final Logger log = LoggerFactory.getLogger(Lineages.class);

    private static final RowMapper<Edge> EDGE = (row, index) -> new Edge(
            row.getString("execution_id"),
            new StageKey(row.getString("parent_execution_id"), row.getString("parent_stage_id")),
            row.getLong("weight"));

    private static final Comparator<Edge> IN_ORDER = Comparator.comparing(Edge::child)
            .thenComparing(edge -> edge.parent().executionId())
            .thenComparing(edge -> edge.parent().stageId());

    private final NamedParameterJdbcOperations jdbc;
    private final EdgeRows edges;
    private final LineageStatements statements;
    private final Transactions transactions;

    Lineages(
            NamedParameterJdbcOperations jdbc,
            EdgeRows edges,
            LineageStatements statements,
            Transactions transactions) {
        this.jdbc = jdbc;
        this.edges = edges;
        this.statements = statements;
        this.transactions = transactions;
    }

    /** Notes that the trigger of a new execution names its parent, and gives it the parent's ways if that is stored. */
    void declareTrigger(Edge edge) {
        jdbc.update(statements.declareTrigger(), edge.parameters());
        inherit(edge);
    }

    /** Notes those edges of an execution's stages that nobody has noted before; returns them. */
    Set<Edge> declareWatches(String executionId, Collection<Edge> watches) {
        Set<Edge> unknown = new TreeSet<>(IN_ORDER);
        unknown.addAll(watches);
        if (unknown.isEmpty()) {
            return unknown;
        }
        Set<String> stageIds =
                watches.stream().map(edge -> edge.parent().stageId()).collect(toSet());
        edges.below(executionId, stageIds).forEach(row -> unknown.remove(row.edge()));
        if (!unknown.isEmpty()) {
            jdbc.batchUpdate(
                    statements.declareWatch(),
                    unknown.stream().map(Edge::parameters).toArray(SqlParameterSource[]::new));
        }
        return unknown;
    }

    /** Lets every edge at a new execution take effect. */
    void created(String executionId) {
        settle(executionId, edge -> true);
    }

    /** Lets new edges of an execution's stages take effect. */
    void watched(String executionId, Set<Edge> watches) {
        if (!watches.isEmpty()) {
            settle(executionId, watches::contains);
        }
    }

    /**
     * Lets edges take effect that should have, as when two transactions stored both ends at once; so many at a time.
     */
    void repair(int most) {
        List<Edge> missing;
        int added;
        do {
            missing = transactions.apart(
                    () -> jdbc.query(statements.findMissing(), limits().addValue("most", most), EDGE));
            added = missing.stream()
                    .mapToInt(edge -> transactions.apart(() -> inherit(edge)))
                    .sum();
        } while (added > 0);
    }

    /** Each statement is a transaction of its own, since others must see what it adds. */
    private void settle(String executionId, Predicate<Edge> affected) {
        List<EdgeRow> settled;
        int added;
        do {
            settled = transactions.single(() -> edges.at(executionId)).stream()
                    .filter(row -> affected.test(row.edge()))
                    .toList();
            added = settled.stream()
                    .filter(row -> !row.cyclic())
                    .mapToInt(row -> transactions.single(() -> row.hasBelow() ? grow(row.edge()) : inherit(row.edge())))
                    .sum();
        } while (added > 0);
        settled.forEach(this::extendLinks);
    }

    private void extendLinks(EdgeRow row) {
        if (row.cyclic()) {
            log.warn(
                    "Execution {} names {} as its parent, which would close a cycle: it is a root",
                    row.executionId(),
                    row.edge().parent());
        } else {
            transactions.single(() -> {
                statements.extendLinks(jdbc, row.edge().parameters());
                return row;
            });
        }
    }

    private int inherit(Edge edge) {
        return statements.inherit(jdbc, limited(edge));
    }

    private int grow(Edge edge) {
        return statements.grow(jdbc, limited(edge));
    }

    private static MapSqlParameterSource limited(Edge edge) {
        return edge.parameters().addValues(limits().getValues());
    }

    private static MapSqlParameterSource limits() {
        return new MapSqlParameterSource("mostWays", MOST_WAYS).addValue("maxDepth", Lineage.MAX_DEPTH);
    }
}
