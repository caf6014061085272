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
import org.jspecify.annotations.Nullable;

/**
 * The repository under test, with a memory for what it threw at the navigation listener, which spares the engine every
 * exception and would hide it from a test as well. What the kit itself made it throw is not worth remembering.
 */
final class FailureMemory implements JudgmentRepository {

    private final JudgmentRepository tested;
    private @Nullable Throwable failure;

    FailureMemory(JudgmentRepository tested) {
        this.tested = tested;
    }

    /** Throws what the last event met, if it met anything. */
    void rethrow(String where) {
        Throwable cause = failure;
        if (cause != null) {
            failure = null;
            throw new AssertionError("the repository threw " + cause + "; " + where, cause);
        }
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        return remembering(() -> tested.open(judgment, lineage));
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        return remembering(() -> tested.close(key, at));
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        return remembering(() -> tested.cut(stage, at));
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        return remembering(() -> tested.search(query));
    }

    @Override
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        return tested.repair(at, closedBefore, most);
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        return tested.links(executionIds);
    }

    private <T> T remembering(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error thrown) {
            if (!Mishap.isBehind(thrown)) {
                failure = thrown;
            }
            throw thrown;
        }
    }
}
