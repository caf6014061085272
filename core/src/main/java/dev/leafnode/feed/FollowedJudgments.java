package dev.leafnode.feed;

import dev.leafnode.feed.Changes.Transaction;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Notes what changes. A call that failed may have taken effect all the same, as when only its answer was lost. */
final class FollowedJudgments implements JudgmentRepository {

    private final JudgmentRepository judgments;
    private final Changes changes;
    private final Transaction transaction;

    FollowedJudgments(JudgmentRepository judgments, Changes changes, Transaction transaction) {
        this.judgments = judgments;
        this.changes = changes;
        this.transaction = transaction;
    }

    boolean notesIn(Changes others) {
        return changes == others;
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        boolean opened;
        try {
            opened = judgments.open(judgment, lineage);
        } catch (RuntimeException | Error unknown) {
            note(judgment.key());
            throw unknown;
        }
        if (opened) {
            transaction.onEnd(isCommitted -> {
                if (isCommitted) {
                    changes.opened(judgment);
                } else {
                    changes.in(judgment.key().stage().executionId());
                }
            });
        }
        return opened;
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        boolean closed;
        try {
            closed = judgments.close(key, at);
        } catch (RuntimeException | Error unknown) {
            note(key);
            throw unknown;
        }
        if (closed) {
            note(key);
        }
        return closed;
    }

    @Override
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        Repairs repairs;
        try {
            repairs = judgments.repair(at, closedBefore, most);
        } catch (RuntimeException | Error unknown) {
            transaction.onEnd(isCommitted -> changes.anywhere());
            throw unknown;
        }
        if (!repairs.isEmpty()) {
            transaction.onEnd(isCommitted -> changes.anywhere());
        }
        return repairs;
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        return judgments.cut(stage, at);
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        return judgments.search(query);
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        return judgments.links(executionIds);
    }

    private void note(JudgmentKey key) {
        String executionId = key.stage().executionId();
        transaction.onEnd(isCommitted -> changes.in(executionId));
    }
}
