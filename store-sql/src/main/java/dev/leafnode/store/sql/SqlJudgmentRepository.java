package dev.leafnode.store.sql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

final class SqlJudgmentRepository implements JudgmentRepository {

    /** As many ids as one statement takes; an array of H2 ends at 65,536. */
    private static final int MOST_IDS = 50_000;

    private final LeafState state;
    private final NamedParameterJdbcOperations jdbc;
    private final LinkRows links;
    private final JudgmentStatements statements;
    private final InboxStatements inbox;
    private final JudgmentRepair repair;
    private final Transactions transactions;

    SqlJudgmentRepository(
            LeafState state,
            NamedParameterJdbcOperations jdbc,
            LinkRows links,
            JudgmentStatements statements,
            JudgmentRepair repair,
            Transactions transactions) {
        this.state = state;
        this.jdbc = jdbc;
        this.links = links;
        this.statements = statements;
        inbox = new InboxStatements(state, statements);
        this.repair = repair;
        this.transactions = transactions;
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        return statements.open(
                transactions, transactions.sender(), JudgmentParameters.of(state, judgment, lineage), lineage);
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        MapSqlParameterSource parameters = JudgmentParameters.of(state, key).addValue("closedAt", at.toEpochMilli());
        return statements.close(transactions, transactions.sender(), parameters);
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue("state", state.name())
                .addValue("executionId", stage.executionId())
                .addValue("stageId", stage.stageId())
                .addValue("at", at.toEpochMilli());
        return statements.cut(transactions, transactions.sender(), parameters);
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        String page = inbox.page(query);
        MapSqlParameterSource parameters = InboxStatements.parameters(query);
        return transactions.single(() -> JudgmentPage.of(
                query,
                waiting(jdbc.query(page, parameters, JudgmentRow.MAPPER)),
                query.withCounts() ? counts(parameters) : Map.of()));
    }

    @Override
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        return repair.run(at, closedBefore, most);
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        if (executionIds.isEmpty()) {
            return List.of();
        }
        String[] sought =
                executionIds.stream().map(StoredText::sought).distinct().toArray(String[]::new);
        List<JudgmentLink> found = new ArrayList<>();
        for (int from = 0; from < sought.length; from += MOST_IDS) {
            String[] some = Arrays.copyOfRange(sought, from, Math.min(sought.length, from + MOST_IDS));
            found.addAll(transactions.single(() ->
                    links.on(state.name(), some).stream().map(LinkRow::link).toList()));
        }
        return found;
    }

    private Map<Audience, Long> counts(MapSqlParameterSource parameters) {
        Map<Audience, Long> counts = new HashMap<>();
        jdbc.query(inbox.counts(), parameters, row -> {
            Audience audience =
                    new Audience(row.getString("application"), QuestionColumns.roles(row.getString("roles")));
            counts.put(audience, row.getLong("asked"));
        });
        return counts;
    }

    private static List<WaitingJudgment> waiting(List<JudgmentRow> rows) {
        Map<JudgmentKey, List<JudgmentRow>> byJudgment =
                rows.stream().collect(groupingBy(row -> row.judgment().key(), LinkedHashMap::new, toList()));
        return byJudgment.values().stream()
                .map(SqlJudgmentRepository::waitingOne)
                .toList();
    }

    private static WaitingJudgment waitingOne(List<JudgmentRow> rows) {
        Judgment judgment = rows.get(0).judgment();
        List<Ancestor> shownOn = rows.stream()
                .map(JudgmentRow::ancestor)
                .filter(Objects::nonNull)
                .toList();
        return new WaitingJudgment(
                judgment,
                Paths.path(rows),
                Deadline.earliest(judgment, shownOn),
                rows.get(0).paused());
    }
}
