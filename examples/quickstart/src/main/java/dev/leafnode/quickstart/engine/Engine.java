package dev.leafnode.quickstart.engine;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.UnknownExecutionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pipelines. All it knows is in the repository: when its process is killed, a new engine on the same store goes on.
 * One engine works on a store at a time.
 */
public final class Engine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private static final int RESUMED_AT_ONCE = 100;

    private final ExecutionRepository executions;
    private final InstantSource clock;
    private final Duration retryDelay;
    private final Journal journal;
    private final ExecutionFactory factory;
    private final Children children;
    private final StageTypes types;
    private final Lanes lanes;

    /**
     * Makes an engine that does nothing yet.
     *
     * @throws dev.leafnode.quickstart.definition.InvalidInputException if a pipeline of the catalog cannot run
     */
    public Engine(
            ExecutionRepository executions,
            Listeners listeners,
            PipelineCatalog catalog,
            InstantSource clock,
            EngineSettings settings) {
        this.executions = executions;
        this.clock = new StrictClock(clock);
        retryDelay = settings.retryDelay();
        journal = new Journal(executions, listeners, this.clock);
        factory = new ExecutionFactory(this.clock);
        children = new Children(executions, catalog, factory, this::advanceSoon, this::cancelSoon);
        types = new StageTypes(List.of(
                new WaitStage(this.clock),
                new JudgmentStage(settings.judgmentTimeout()),
                new PipelineStage(children, this.clock, settings)));
        catalog.definitions().forEach(types::require);
        lanes = new Lanes(settings.workers());
    }

    /**
     * Starts a pipeline and returns its execution, which is stored.
     *
     * @throws dev.leafnode.quickstart.definition.InvalidInputException if one of its stages cannot run
     */
    public Execution start(PipelineDefinition definition) {
        types.require(definition);
        Trigger trigger = new Trigger(
                "manual", null, null, null, Map.of("user", "anonymous", "resolvedExpectedArtifacts", List.of()));
        Execution execution = factory.create(definition, trigger);
        executions.save(execution);
        advanceSoon(execution.id());
        return execution;
    }

    /** Goes on with every execution that an engine before this one left incomplete. */
    public void resume() {
        ExecutionQuery query = ExecutionQuery.all()
                .withStatuses(Set.of(ExecutionStatus.NOT_STARTED, ExecutionStatus.RUNNING))
                .withLinks(false)
                .withLimit(RESUMED_AT_ONCE);
        ExecutionPage page;
        do {
            page = executions.search(query);
            page.executions().stream()
                    .filter(ExecutionFactory::isOwn)
                    .map(Execution::id)
                    .forEach(this::resumeSoon);
            query = query.withPageToken(page.next());
        } while (page.next() != null);
    }

    /**
     * Decides a judgment if it waits in that attempt, also one of an execution that this engine does not run. All decisions
     * about an execution are taken one after the other.
     *
     * @param attempt the start time of the stage in milliseconds since the epoch
     * @throws UnknownExecutionException if there is no such execution
     * @throws UnknownStageException if there is no such stage
     */
    public Decided decide(String executionId, String stageId, long attempt, Decision decision) {
        return lanes.call(executionId, () -> {
            Execution execution = stored(executionId);
            Stage stage = stage(execution, stageId);
            if (!JudgmentStage.isWaiting(execution, stage, attempt)) {
                return new Decided(false, stage);
            }
            Execution decided = journal.save(execution, decision.applyTo(stage));
            if (ExecutionFactory.isOwn(decided)) {
                advance(executionId);
            } else {
                pass(decided).poll(stageId);
            }
            return new Decided(true, stage(stored(executionId), stageId));
        });
    }

    /**
     * Cancels an execution and those it waits for.
     *
     * @param reason why, as the execution is to say
     * @throws UnknownExecutionException if there is no such execution
     * @throws ConflictException if it has ended, or this engine does not run it
     */
    public void cancel(String executionId, String reason) {
        lanes.call(executionId, () -> {
            Execution execution = own(executionId);
            if (execution.status().isComplete()) {
                throw new ConflictException(
                        "execution %s: expected one that runs, found %s".formatted(executionId, execution.status()));
            }
            return cancel(execution, reason);
        });
    }

    /**
     * Runs a stage again that has ended, and all stages after it.
     *
     * @throws UnknownExecutionException if there is no such execution
     * @throws UnknownStageException if there is no such stage
     * @throws ConflictException if the stage or one after it has not ended, or this engine does not run the execution
     */
    public void restart(String executionId, String stageId) {
        lanes.call(executionId, () -> {
            Execution execution = own(executionId);
            Stage stage = stage(execution, stageId);
            Execution reset = new Restart(types).of(execution, stage);
            executions.save(reset);
            advance(executionId);
            return reset;
        });
    }

    /** Stops working; executions stay as they are stored. */
    @Override
    public void close() {
        lanes.close();
    }

    private void advanceSoon(String executionId) {
        lanes.run(executionId, () -> advance(executionId));
    }

    private void advance(String executionId) {
        orLater(executionId, () -> {
            Instant next = pass(stored(executionId)).run();
            if (next.isBefore(Instant.MAX)) {
                lanes.wake(executionId, Duration.between(clock.instant(), next), () -> advance(executionId));
            }
        });
    }

    private void resumeSoon(String executionId) {
        lanes.run(executionId, () -> resume(executionId));
    }

    private void resume(String executionId) {
        orLater(executionId, () -> {
            Execution execution = stored(executionId);
            journal.repeatStarts(execution);
            if (children.isOrphan(execution)) {
                cancelIfRunning(execution);
            } else {
                advance(executionId);
            }
        });
    }

    private void cancelSoon(String executionId) {
        lanes.run(executionId, () -> orLater(executionId, () -> cancelIfRunning(stored(executionId))));
    }

    private void cancelIfRunning(Execution execution) {
        if (!execution.status().isComplete()) {
            cancel(execution, "parent pipeline");
        }
    }

    private Execution cancel(Execution execution, String reason) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(execution.extra());
        extra.put("canceled", true);
        extra.put("cancellationReason", reason);
        Execution canceled =
                journal.endExecution(execution.toBuilder().extra(extra).build(), ExecutionStatus.CANCELED);
        pass(canceled).run();
        return canceled;
    }

    /** Does the work now or, should something fail that may work again, later. */
    private void orLater(String executionId, Runnable work) {
        try {
            work.run();
        } catch (UnknownExecutionException deleted) {
            log.info("Execution {} has been deleted; there is nothing left to do", executionId);
        } catch (RuntimeException failure) {
            log.warn("Execution {} could not go on; it will try again in {}", executionId, retryDelay, failure);
            lanes.wake(executionId, retryDelay, () -> orLater(executionId, work));
        }
    }

    private Pass pass(Execution execution) {
        return new Pass(types, journal, clock, execution);
    }

    private Execution own(String executionId) {
        Execution execution = stored(executionId);
        if (!ExecutionFactory.isOwn(execution)) {
            throw new ConflictException(
                    "execution %s: expected one of this engine, found one that was imported".formatted(executionId));
        }
        return execution;
    }

    private Execution stored(String executionId) {
        return executions.find(executionId).orElseThrow(() -> new UnknownExecutionException(executionId));
    }

    private static Stage stage(Execution execution, String stageId) {
        return execution.stage(stageId).orElseThrow(() -> new UnknownStageException(execution.id(), stageId));
    }
}
