package dev.leafnode.spring;

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

/** Counts what opened and what closed. A repair counts for itself. */
final class CountedJudgments implements JudgmentRepository {

    private final JudgmentRepository judgments;
    private final Tally tally;

    CountedJudgments(JudgmentRepository judgments, Tally tally) {
        this.judgments = judgments;
        this.tally = tally;
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        boolean opened = judgments.open(judgment, lineage);
        if (opened) {
            tally.open();
        }
        return opened;
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        boolean closed = judgments.close(key, at);
        if (closed) {
            tally.close(key, at);
        }
        return closed;
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
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        return judgments.repair(at, closedBefore, most);
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        return judgments.links(executionIds);
    }
}
