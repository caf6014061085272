package dev.leafnode.store.sql;

import static java.util.stream.Collectors.groupingBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.PageToken;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/** Reads pages of executions: one statement for the executions, one for their stages with what shows on them. */
final class ExecutionReader {

    private static final RowMapper<ExecutionRow> ROW =
            (row, index) -> new ExecutionRow(row.getString("id"), row.getLong("created_at"), row.getString("body"));

    private final NamedParameterJdbcOperations jdbc;
    private final StageRows stages;
    private final Dialect dialect;
    private final StoredForm form;
    private final Transactions transactions;

    ExecutionReader(
            NamedParameterJdbcOperations jdbc,
            StageRows stages,
            Dialect dialect,
            StoredForm form,
            Transactions transactions) {
        this.jdbc = jdbc;
        this.stages = stages;
        this.dialect = dialect;
        this.form = form;
        this.transactions = transactions;
    }

    ExecutionPage search(ExecutionQuery query) {
        MapSqlParameterSource parameters = ExecutionStatements.parameters(query);
        return transactions.single(() -> {
            List<ExecutionRow> found = jdbc.query(ExecutionStatements.page(dialect, query), parameters, ROW);
            List<ExecutionRow> page = found.subList(0, Math.min(found.size(), query.limit()));
            return page(query, page, found.size() > page.size());
        });
    }

    private ExecutionPage page(ExecutionQuery query, List<ExecutionRow> page, boolean isMore) {
        if (page.isEmpty()) {
            return ExecutionPage.EMPTY;
        }
        List<StageRow> stageRows =
                stages.of(page.stream().map(ExecutionRow::id).toArray(String[]::new), query.withLinks());
        List<JudgmentLink> links =
                stageRows.stream().map(StageRow::link).flatMap(Optional::stream).toList();
        List<PageToken> places = page.stream().map(ExecutionReader::place).toList();
        return new ExecutionPage(
                executions(page, stageRows), places, links, isMore ? places.get(places.size() - 1) : null);
    }

    private List<Execution> executions(List<ExecutionRow> page, List<StageRow> stageRows) {
        Map<String, List<StageRow>> byExecution =
                stageRows.stream().filter(StageRow::isStage).collect(groupingBy(StageRow::executionId));
        return page.stream()
                .map(row -> execution(row, byExecution.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private Execution execution(ExecutionRow row, List<StageRow> stageRows) {
        return form.read(
                row.body(),
                stageRows.stream()
                        .sorted(Comparator.comparingInt(StageRow::position).thenComparing(StageRow::id))
                        .map(StageRow::body)
                        .toList());
    }

    private static PageToken place(ExecutionRow row) {
        return new PageToken(row.createdAt(), row.id());
    }
}
