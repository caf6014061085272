package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionNotFoundException;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionSerializationException;
import com.netflix.spinnaker.orca.pipeline.persistence.StageSerializationException;
import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.WaitProbe;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Orca has stored, read anew for every question. Executions of another partition are another Orca's: what waits in
 * them is not opened here, and is counted. What was opened is closed when it has ended, wherever.
 */
final class OrcaExecutions implements ExecutionLookup, WaitProbe {

    private static final Logger log = LoggerFactory.getLogger(OrcaExecutions.class);

    private final ExecutionRepository repository;
    private final ActiveExecutions active;
    private final CompletedExecutions completed = new CompletedExecutions();
    private final WaitRules rules;
    private final LongAdder foreign = new LongAdder();
    private final LongAdder unreadable = new LongAdder();

    /**
     * Reads from Orca's repository.
     *
     * @param inDatabase whether it keeps executions in a database, and not in Redis
     */
    OrcaExecutions(ExecutionRepository repository, boolean inDatabase, WaitRules rules, InstantSource clock) {
        this.repository = repository;
        this.active = inDatabase
                ? ActiveExecutions.inDatabase(repository)
                : ActiveExecutions.oneByOne(repository, this::retrieve, completed, clock);
        this.rules = rules;
    }

    /** How often an execution of another partition was passed over since the start. */
    long foreign() {
        return foreign.sum();
    }

    /** How often an execution was passed over because it could not be understood, since the start. */
    long unreadable() {
        return unreadable.sum();
    }

    /** Something happens in that execution: it may be under way again. */
    void changed(String executionId) {
        completed.remove(executionId);
    }

    @Override
    public Optional<Execution> find(String executionId) {
        return retrieve(executionId).flatMap(this::understood);
    }

    /** Every execution that is running or paused. */
    @Override
    public Stream<Execution> waiting(LeafState state) {
        return active.stream().filter(this::isOurs).flatMap(execution -> understood(execution).stream());
    }

    /** What cannot be read may be waiting: it is left alone until it can, or is gone. */
    @Override
    public boolean isWaiting(LeafState state, JudgmentKey judgment) {
        String executionId = judgment.stage().executionId();
        try {
            Execution execution = OrcaModel.execution(repository.retrieve(ExecutionType.PIPELINE, executionId));
            return execution
                    .stage(judgment.stage().stageId())
                    .flatMap(stage -> rules.since(state, execution, stage))
                    .filter(judgment.since()::equals)
                    .isPresent();
        } catch (ExecutionNotFoundException gone) {
            return false;
        } catch (RuntimeException unknown) {
            passOver(executionId, unknown);
            return true;
        }
    }

    private boolean isOurs(PipelineExecution execution) {
        boolean ours = repository.handlesPartition(execution.getPartition());
        if (!ours) {
            foreign.increment();
        }
        return ours;
    }

    /**
     * An execution as Orca reads it. Of one that Orca itself cannot read, nothing will go on, and nobody else is to suffer
     * for it; that Orca's store is away is no such thing.
     */
    private Optional<PipelineExecution> retrieve(String executionId) {
        try {
            return Optional.of(repository.retrieve(ExecutionType.PIPELINE, executionId));
        } catch (ExecutionNotFoundException gone) {
            return Optional.empty();
        } catch (ExecutionSerializationException
                | StageSerializationException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException unreadable) {
            passOver(executionId, unreadable);
            return Optional.empty();
        }
    }

    private Optional<Execution> understood(PipelineExecution execution) {
        try {
            return Optional.of(OrcaModel.execution(execution));
        } catch (RuntimeException notUnderstood) {
            passOver(execution.getId(), notUnderstood);
            return Optional.empty();
        }
    }

    private void passOver(String executionId, RuntimeException notUnderstood) {
        unreadable.increment();
        log.debug("Execution {} is passed over: it could not be understood", executionId, notUnderstood);
    }
}
