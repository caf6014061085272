package dev.leafnode.orca.engine;

import com.netflix.spectator.api.NoopRegistry;
import com.netflix.spinnaker.kork.core.RetrySupport;
import com.netflix.spinnaker.orca.commands.ForceExecutionCancellationCommand;
import com.netflix.spinnaker.orca.config.ExecutionConfigurationProperties;
import com.netflix.spinnaker.orca.front50.DependentPipelineStarter;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.lock.NoOpRunOnLockAcquired;
import com.netflix.spinnaker.orca.lock.RetriableLock;
import com.netflix.spinnaker.orca.pipeline.CompoundExecutionOperator;
import com.netflix.spinnaker.orca.pipeline.ExecutionLauncher;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.util.ContextParameterProcessor;
import com.netflix.spinnaker.orca.q.QueueExecutionRunner;
import com.netflix.spinnaker.orca.q.pending.PendingExecutionService;
import com.netflix.spinnaker.q.Message;
import com.netflix.spinnaker.q.QueueContextHolder;
import dev.leafnode.orca.engine.OrcaEngine.Listening;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.support.StaticApplicationContext;

/** One Orca: all its beans are its own, except for the queue, the clock and what Redis holds. */
public final class OrcaInstance {

    private final String name;
    private final Clock clock;
    private final ExecutionRepository repository;
    private final QueueExecutionRunner runner;
    private final CompoundExecutionOperator operator;
    private final ExecutionLauncher launcher;
    private final ForceExecutionCancellationCommand forceCancellation;
    private final Handlers handlers;
    private volatile boolean alive = true;

    /** What all instances have in common. */
    record Shared(
            EngineQueue queue,
            Clock clock,
            Front50 front50,
            PendingExecutionService pending,
            Faults faults,
            List<PublishedEvent> events) {}

    OrcaInstance(String name, Shared shared, Listening listening) {
        this.name = name;
        clock = shared.clock;
        repository = OrcaRedis.repository();
        ApplicationEventPublisher publisher =
                new EnginePublisher(this, shared.faults, shared.events, listening.publisher(repository, shared.clock));
        RetriableLock lock = new RetriableLock(new NoOpRunOnLockAcquired(), new RetrySupport());
        runner = new QueueExecutionRunner(shared.queue);
        operator = new CompoundExecutionOperator(repository, runner, new RetrySupport(), lock);
        forceCancellation = new ForceExecutionCancellationCommand(repository, shared.clock);
        launcher = new ExecutionLauncher(
                OrcaObjectMapper.getInstance(),
                repository,
                runner,
                shared.clock,
                publisher,
                Optional.empty(),
                Optional.empty(),
                new ExecutionConfigurationProperties());
        ContextParameterProcessor expressions = new ContextParameterProcessor();
        handlers = new Handlers(
                shared.queue,
                shared.pending,
                repository,
                publisher,
                OrcaStages.builders(repository),
                OrcaStages.tasks(repository, shared.front50, starter(expressions), expressions, shared.clock),
                expressions,
                lock,
                shared.clock);
    }

    public String name() {
        return name;
    }

    /** Its own object on the Redis that all share. */
    public ExecutionRepository repository() {
        return repository;
    }

    public boolean isAlive() {
        return alive;
    }

    /** It takes no more messages. */
    public void crash() {
        alive = false;
    }

    public void startAgain() {
        alive = true;
    }

    Clock clock() {
        return clock;
    }

    QueueExecutionRunner runner() {
        return runner;
    }

    CompoundExecutionOperator operator() {
        return operator;
    }

    ExecutionLauncher launcher() {
        return launcher;
    }

    ForceExecutionCancellationCommand forceCancellation() {
        return forceCancellation;
    }

    void handle(Message message) {
        QueueContextHolder.INSTANCE.set(message);
        try {
            handlers.handle(message);
        } finally {
            QueueContextHolder.INSTANCE.clear();
        }
    }

    /** It asks its context for the launcher, since in Orca the two need each other. */
    private DependentPipelineStarter starter(ContextParameterProcessor expressions) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.getBeanFactory().registerSingleton("executionLauncher", launcher);
        return new DependentPipelineStarter(
                context,
                OrcaObjectMapper.getInstance(),
                expressions,
                Optional.empty(),
                Optional.empty(),
                new NoopRegistry());
    }
}
