package dev.leafnode.store.sql;

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
import dev.leafnode.repository.PageToken;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

final class SqlJudgmentRepository implements JudgmentRepository {

    private static final PageToken START = new PageToken(-1, List.of("", ""));

    /** As many ids as one statement takes; an array of H2 ends at 65,536. */
    private static final int MOST_IDS = 50_000;

    private final LeafState state;
    private final JudgmentRows judgments;
    private final StepRows steps;
    private final LinkRows links;
    private final JudgmentStatements statements;
    private final JudgmentRepair repair;
    private final Transactions transactions;

    SqlJudgmentRepository(
            LeafState state,
            JudgmentRows judgments,
            StepRows steps,
            LinkRows links,
            JudgmentStatements statements,
            JudgmentRepair repair,
            Transactions transactions) {
        this.state = state;
        this.judgments = judgments;
        this.steps = steps;
        this.links = links;
        this.statements = statements;
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
        NamedParameterJdbcOperations jdbc = transactions.sender();
        return transactions.single(() -> jdbc.update(statements.cut(), parameters) > 0);
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        return transactions.single(() -> JudgmentPage.of(query, waiting(rows(query))));
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

    /** One more than a page holds, which tells whether it is the last. */
    private List<JudgmentRow> rows(JudgmentQuery query) {
        PageToken token = query.pageToken() == null ? START : query.pageToken();
        String executionId = StoredText.sought(token.ids().get(0));
        String stageId = StoredText.sought(token.ids().get(1));
        String blocking = StoredText.soughtIfAny(query.blocking());
        String application = StoredText.soughtIfAny(query.application());
        int most = query.limit() + 1;
        if (blocking != null) {
            return statements.asksInOrder()
                    ? judgments.blockingInOrder(
                            state.name(), blocking, application, token.time(), executionId, stageId, most)
                    : judgments.blocking(state.name(), blocking, application, token.time(), executionId, stageId, most);
        }
        if (application != null) {
            return judgments.ofApplication(state.name(), application, token.time(), executionId, stageId, most);
        }
        return judgments.all(state.name(), token.time(), executionId, stageId, most);
    }

    private List<WaitingJudgment> waiting(List<JudgmentRow> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        Paths paths = new Paths(steps.from(
                state.name(),
                page.stream().map(JudgmentRow::executionId).distinct().toArray(String[]::new)));
        return page.stream()
                .map(row -> new WaitingJudgment(row.judgment(), paths.path(row.stage()), row.paused()))
                .toList();
    }
}
