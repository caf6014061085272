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
import dev.leafnode.repository.PageToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            List<WaitingJudgment> found = new ArrayList<>();
            JudgmentKey last = null;
            for (OpenJudgment judgment : open.after(place(query.pageToken()))) {
                if (!matches(query, judgment)) {
                    continue;
                }
                if (last != null && found.size() == query.limit()) {
                    return new JudgmentPage(found, token(last));
                }
                found.add(new WaitingJudgment(judgment.judgment(), open.path(judgment)));
                last = judgment.key();
            }
            return new JudgmentPage(found, null);
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

    private static @Nullable JudgmentKey place(@Nullable PageToken token) {
        return token == null
                ? null
                : new JudgmentKey(new StageKey(token.ids().get(0), token.ids().get(1)), token.time());
    }

    private static PageToken token(JudgmentKey key) {
        return new PageToken(
                key.attempt(), List.of(key.stage().executionId(), key.stage().stageId()));
    }
}
