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

/** One engine to which nothing happens: every event is told at once, and everything is compared after every step. */
final class DirectSite implements Site {

    private final ExecutionRepository executions;
    private final FailureMemory judgments;
    private final Listeners listeners;
    private final Check check;

    DirectSite(ExecutionRepository executions, JudgmentRepository judgments) {
        this.executions = executions;
        this.judgments = new FailureMemory(judgments);
        JudgmentNavigationListener listener = new JudgmentNavigationListener(
                this.judgments, leaf -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
        listeners = new Listeners(List.of(listener), List.of(listener));
        check = new Check(executions, judgments);
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
        check.everything(new Oracle(truth, cuts, LeafState.JUDGMENT), where);
    }
}
