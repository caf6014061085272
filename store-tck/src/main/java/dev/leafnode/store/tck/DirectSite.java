package dev.leafnode.store.tck;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One engine to which nothing happens: every event is told at once, and everything is compared after every step. */
final class DirectSite implements Site {

    private final ExecutionRepository executions;
    private final FailureMemory judgments;
    private final Listeners listeners;
    private final Check check;
    private final @Nullable SurfaceCheck shown;

    DirectSite(ExecutionRepository executions, JudgmentRepository judgments, @Nullable Surface surface) {
        this.executions = executions;
        this.judgments = new FailureMemory(judgments);
        JudgmentNavigationListener listener = new JudgmentNavigationListener(
                this.judgments, leaf -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
        listeners = new Listeners(List.of(listener), List.of(listener));
        check = new Check(executions, judgments);
        shown = surface == null ? null : new SurfaceCheck(surface);
    }

    @Override
    public Duration skew() {
        return Duration.ZERO;
    }

    @Override
    public void save(Execution execution) {
        executions.save(execution);
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        executions.saveStage(executionId, stage);
    }

    @Override
    public boolean delete(String executionId) {
        return executions.delete(executionId);
    }

    @Override
    public void tell(World.Event event, Supplier<String> where) {
        event.telling().accept(listeners);
        judgments.rethrow(where.get());
    }

    @Override
    public void check(Map<String, Execution> truth, Cuts cuts, String where) {
        Oracle oracle = new Oracle(truth, cuts, LeafState.JUDGMENT);
        if (shown == null) {
            check.everything(oracle, where);
        } else {
            shown.everything(oracle, where);
        }
    }
}
