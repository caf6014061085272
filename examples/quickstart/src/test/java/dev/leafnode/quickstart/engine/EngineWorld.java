package dev.leafnode.quickstart.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.with;

import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** An engine on a store in memory, which can be replaced by another on the same store. */
final class EngineWorld implements AutoCloseable {

    private static final EngineSettings SETTINGS = new EngineSettings(
            3, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofDays(3), Duration.ofHours(12));

    final FragileRepository executions =
            new FragileRepository(new InMemoryStore(WaitRules.DEFAULT, Clock.systemUTC()).executions());
    final EventLog events = new EventLog(executions);
    Engine engine = newEngine(executions);

    /** Waits for what an engine does in its own time. */
    static ConditionFactory soon() {
        return with().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .await();
    }

    private Engine newEngine(ExecutionRepository repository) {
        return new Engine(
                repository,
                new Listeners(List.of(events), List.of(events)),
                Pipelines.CATALOG,
                Clock.systemUTC(),
                SETTINGS);
    }

    /** The engine's process is gone between two statements; another one takes over. */
    void replaceEngine() {
        engine.close();
        executions.mend();
        events.clear();
        engine = newEngine(executions);
        engine.resume();
    }

    Execution start(PipelineDefinition definition) {
        return engine.start(definition);
    }

    Execution now(Execution execution) {
        return executions.find(execution.id()).orElseThrow();
    }

    Stage stage(Execution execution, String refId) {
        return now(execution).stages().stream()
                .filter(stage -> refId.equals(stage.refId()))
                .findFirst()
                .orElseThrow();
    }

    void awaitStatus(Execution execution, ExecutionStatus status) {
        soon().untilAsserted(() -> assertThat(now(execution).status()).isEqualTo(status));
    }

    void awaitStage(Execution execution, String refId, ExecutionStatus status) {
        soon().untilAsserted(() -> assertThat(stage(execution, refId).status()).isEqualTo(status));
    }

    /** Waits until the task of a judgment waits for a person. */
    void awaitJudgment(Execution execution, String refId) {
        soon().until(() -> stage(execution, refId).tasks().get(0).status().equals(ExecutionStatus.RUNNING));
    }

    /** Waits for the execution that a stage started. */
    Execution awaitChild(Execution parent, String refId) {
        soon().until(() -> stage(parent, refId).context().containsKey("executionId"));
        String id = String.valueOf(stage(parent, refId).context().get("executionId"));
        return executions.find(id).orElseThrow();
    }

    int count(String application) {
        return executions
                .search(ExecutionQuery.ofApplication(application))
                .executions()
                .size();
    }

    void decide(Execution execution, String refId, Decision.Status status) {
        Decided decided = tryToDecide(execution, refId, new Decision(status, null, null, null, Instant.now()));
        if (!decided.accepted()) {
            throw new AssertionError("expected a judgment that waits, found " + decided.stage());
        }
    }

    /** Decides the attempt in which a stage is now. */
    Decided tryToDecide(Execution execution, String refId, Decision decision) {
        Stage stage = stage(execution, refId);
        long attempt = stage.startTime() == null ? 0 : stage.startTime().toEpochMilli();
        return engine.decide(execution.id(), stage.id(), attempt, decision);
    }

    @Override
    public void close() {
        engine.close();
    }
}
