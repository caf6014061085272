package dev.leafnode.store.tck;

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
import java.util.function.Supplier;

/** The repository under test while the way to it, or the way back, may be broken. */
final class Outage implements JudgmentRepository {

    private final JudgmentRepository tested;
    private final Line line;

    Outage(JudgmentRepository tested, Line line) {
        this.tested = tested;
        this.line = line;
    }

    /** The way to a store and back, shared by all who use it. */
    static final class Line {

        private final Tally tally;
        private Fault broken = Fault.NONE;
        private int movesLeft;

        Line(Tally tally) {
            this.tally = tally;
        }

        void breaks(Fault fault, int moves) {
            broken = fault;
            movesLeft = moves;
        }

        void moveIsOver() {
            if (--movesLeft <= 0) {
                broken = Fault.NONE;
            }
        }

        private <T> T over(Supplier<T> call) {
            if (broken == Fault.NONE) {
                return call.get();
            }
            tally.happened(broken);
            if (broken == Fault.OUTAGE) {
                throw new Mishap("the store is not there");
            }
            throw new Mishap("the store does not answer, having returned " + call.get());
        }
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        return line.over(() -> tested.open(judgment, lineage));
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        return line.over(() -> tested.close(key, at));
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        return line.over(() -> tested.cut(stage, at));
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        return line.over(() -> tested.search(query));
    }

    @Override
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        return line.over(() -> tested.repair(at, closedBefore, most));
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        return line.over(() -> tested.links(executionIds));
    }
}
