package dev.leafnode.memory;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

final class InMemoryJudgmentRepository implements JudgmentRepository {

    private final StoredExecutions executions;
    private final Ways ways;
    private final OpenJudgments open;
    private final Attempts attempts;

    InMemoryJudgmentRepository(StoredExecutions executions, Ways ways, OpenJudgments open, Attempts attempts) {
        this.executions = executions;
        this.attempts = attempts;
        this.ways = ways;
        this.open = open;
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        JudgmentKey key = judgment.key();
        String executionId = key.stage().executionId();
        synchronized (executions) {
            Optional<JudgmentKey> latest = attempts.latest(key.stage());
            if (latest.filter(known -> known.attempt() >= key.attempt()).isPresent() || isComplete(executionId)) {
                return false;
            }
            latest.ifPresent(open::remove);
            attempts.remember(key);
            open.add(new OpenJudgment(judgment, ways(executionId, lineage)));
            return true;
        }
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        synchronized (executions) {
            Optional<JudgmentKey> latest = attempts.latest(key.stage());
            attempts.remember(key);
            return latest.filter(known -> known.attempt() <= key.attempt())
                    .filter(open::remove)
                    .isPresent();
        }
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        synchronized (executions) {
            return open.cut(stage, at.toEpochMilli());
        }
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        synchronized (executions) {
            List<WaitingJudgment> found = open.after(query.after()).stream()
                    .filter(judgment -> matches(query, judgment))
                    .limit(query.limit() + 1L)
                    .map(judgment -> new WaitingJudgment(judgment.judgment(), open.path(judgment)))
                    .toList();
            return JudgmentPage.of(query, found);
        }
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        synchronized (executions) {
            return new HashSet<>(executionIds)
                    .stream().flatMap(id -> open.links(id).stream()).toList();
        }
    }

    private boolean isComplete(String executionId) {
        return executions
                .find(executionId)
                .map(Execution::status)
                .filter(ExecutionStatus::isComplete)
                .isPresent();
    }

    private List<Way> ways(String leaf, Lineage lineage) {
        if (lineage instanceof Lineage.Known known) {
            return known.ancestors().isEmpty() ? List.of() : List.of(Way.along(leaf, known.ancestors()));
        }
        return ways.from(leaf);
    }

    private boolean matches(JudgmentQuery query, OpenJudgment judgment) {
        return (query.application() == null
                        || query.application().equals(judgment.judgment().application()))
                && (query.blocking() == null || open.blocks(judgment, query.blocking()));
    }
}
