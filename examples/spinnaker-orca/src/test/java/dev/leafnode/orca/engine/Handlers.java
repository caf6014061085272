package dev.leafnode.orca.engine;

import com.netflix.spectator.api.NoopRegistry;
import com.netflix.spectator.api.Registry;
import com.netflix.spinnaker.kork.dynamicconfig.DynamicConfigService;
import com.netflix.spinnaker.orca.DefaultStageResolver;
import com.netflix.spinnaker.orca.NoOpTaskImplementationResolver;
import com.netflix.spinnaker.orca.StageResolver;
import com.netflix.spinnaker.orca.TaskResolver;
import com.netflix.spinnaker.orca.api.pipeline.Task;
import com.netflix.spinnaker.orca.api.pipeline.graph.StageDefinitionBuilder;
import com.netflix.spinnaker.orca.exceptions.DefaultExceptionHandler;
import com.netflix.spinnaker.orca.exceptions.ExceptionHandler;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.lock.RetriableLock;
import com.netflix.spinnaker.orca.pipeline.DefaultStageDefinitionBuilderFactory;
import com.netflix.spinnaker.orca.pipeline.StageDefinitionBuilderFactory;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.util.ContextParameterProcessor;
import com.netflix.spinnaker.orca.pipeline.util.StageNavigator;
import com.netflix.spinnaker.orca.q.handler.AbortStageHandler;
import com.netflix.spinnaker.orca.q.handler.CancelExecutionHandler;
import com.netflix.spinnaker.orca.q.handler.CancelStageHandler;
import com.netflix.spinnaker.orca.q.handler.CompleteExecutionHandler;
import com.netflix.spinnaker.orca.q.handler.CompleteStageHandler;
import com.netflix.spinnaker.orca.q.handler.CompleteTaskHandler;
import com.netflix.spinnaker.orca.q.handler.ConfigurationErrorHandler;
import com.netflix.spinnaker.orca.q.handler.ContinueParentStageHandler;
import com.netflix.spinnaker.orca.q.handler.PauseStageHandler;
import com.netflix.spinnaker.orca.q.handler.PauseTaskHandler;
import com.netflix.spinnaker.orca.q.handler.RescheduleExecutionHandler;
import com.netflix.spinnaker.orca.q.handler.RestartStageHandler;
import com.netflix.spinnaker.orca.q.handler.ResumeExecutionHandler;
import com.netflix.spinnaker.orca.q.handler.ResumeStageHandler;
import com.netflix.spinnaker.orca.q.handler.ResumeTaskHandler;
import com.netflix.spinnaker.orca.q.handler.RunTaskHandler;
import com.netflix.spinnaker.orca.q.handler.SkipStageHandler;
import com.netflix.spinnaker.orca.q.handler.StartExecutionHandler;
import com.netflix.spinnaker.orca.q.handler.StartStageHandler;
import com.netflix.spinnaker.orca.q.handler.StartTaskHandler;
import com.netflix.spinnaker.orca.q.handler.StartWaitingExecutionsHandler;
import com.netflix.spinnaker.orca.q.pending.PendingExecutionService;
import com.netflix.spinnaker.q.Message;
import com.netflix.spinnaker.q.MessageHandler;
import com.netflix.spinnaker.q.Queue;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.StandardEnvironment;

/** All queue handlers that Orca has: one for each message. The delays are Orca's defaults. */
final class Handlers {

    private static final long RETRY_DELAY = 15_000;
    private static final long COMPLETION_RETRY_DELAY = 30_000;
    private static final long PARENT_RETRY_DELAY = 5_000;

    private final List<MessageHandler<?>> all;

    Handlers(
            Queue queue,
            PendingExecutionService pending,
            ExecutionRepository repository,
            ApplicationEventPublisher publisher,
            Collection<StageDefinitionBuilder> builders,
            Collection<Task> tasks,
            ContextParameterProcessor expressions,
            RetriableLock lock,
            Clock clock) {
        Registry registry = new NoopRegistry();
        StageResolver resolver = new DefaultStageResolver(new Provided<>(builders));
        StageDefinitionBuilderFactory stages = new DefaultStageDefinitionBuilderFactory(resolver);
        StageNavigator navigator = new StageNavigator(resolver);
        TaskResolver taskResolver = new TaskResolver(new Provided<>(tasks));
        List<ExceptionHandler> exceptions = List.of(new DefaultExceptionHandler());
        all = List.of(
                new StartExecutionHandler(queue, repository, pending, publisher, clock),
                new StartWaitingExecutionsHandler(queue, repository, pending),
                new CompleteExecutionHandler(queue, repository, publisher, registry, COMPLETION_RETRY_DELAY),
                new CancelExecutionHandler(queue, repository, publisher),
                new ResumeExecutionHandler(queue, repository),
                new RescheduleExecutionHandler(queue, repository, taskResolver),
                new ConfigurationErrorHandler(queue, repository),
                new StartStageHandler(
                        queue,
                        repository,
                        navigator,
                        stages,
                        expressions,
                        publisher,
                        exceptions,
                        OrcaObjectMapper.getInstance(),
                        clock,
                        registry,
                        RETRY_DELAY,
                        new NoOpTaskImplementationResolver()),
                new CompleteStageHandler(
                        queue, repository, navigator, publisher, clock, exceptions, expressions, registry, stages),
                new CancelStageHandler(queue, repository, stages, navigator, Runnable::run, taskResolver),
                new AbortStageHandler(queue, repository, publisher, clock),
                new SkipStageHandler(queue, repository, publisher, clock),
                new RestartStageHandler(queue, repository, stages, pending, clock),
                new PauseStageHandler(queue, repository),
                new ResumeStageHandler(queue, repository),
                new ContinueParentStageHandler(queue, repository, PARENT_RETRY_DELAY),
                new StartTaskHandler(
                        queue,
                        repository,
                        expressions,
                        stages,
                        publisher,
                        taskResolver,
                        clock,
                        new StandardEnvironment()),
                new RunTaskHandler(
                        queue,
                        repository,
                        navigator,
                        stages,
                        expressions,
                        taskResolver,
                        clock,
                        exceptions,
                        List.of(),
                        registry,
                        DynamicConfigService.NOOP,
                        lock),
                new CompleteTaskHandler(queue, repository, stages, expressions, publisher, clock, registry),
                new PauseTaskHandler(queue, repository),
                new ResumeTaskHandler(queue, repository, taskResolver));
    }

    void handle(Message message) {
        all.stream()
                .filter(handler -> handler.getMessageType().isInstance(message))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no handler for " + message))
                .invoke(message);
    }
}
