package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.Trigger;
import com.netflix.spinnaker.orca.events.ExecutionComplete;
import com.netflix.spinnaker.orca.events.ExecutionStarted;
import com.netflix.spinnaker.orca.events.StageComplete;
import com.netflix.spinnaker.orca.events.StageStarted;
import com.netflix.spinnaker.orca.events.TaskComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;

/** Shows somebody references to parents where Orca keeps snapshots; what is stored stays as it is. */
final class References {

    private References() {}

    /** The repository, each of whose executions that are read one by one has a reference to its parent. */
    static ExecutionRepository read(ExecutionRepository repository) {
        return (ExecutionRepository) Proxy.newProxyInstance(
                ExecutionRepository.class.getClassLoader(),
                new Class<?>[] {ExecutionRepository.class},
                (proxy, method, arguments) -> read(repository, method, arguments));
    }

    /** The publisher, to which events carry references; the handler has its snapshot back afterwards. */
    static ApplicationEventPublisher published(ApplicationEventPublisher publisher) {
        return event -> {
            Optional<PipelineExecution> carried = carried(event);
            Optional<Trigger> snapshot = carried.map(PipelineExecution::getTrigger);
            carried.ifPresent(References::refer);
            try {
                publisher.publishEvent(event);
            } finally {
                carried.ifPresent(execution -> execution.setTrigger(snapshot.orElseThrow()));
            }
        };
    }

    private static Object read(ExecutionRepository repository, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(repository, arguments);
            if (result instanceof PipelineExecution execution) {
                refer(execution);
            }
            return result;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static void refer(PipelineExecution execution) {
        if (execution.getTrigger() instanceof PipelineTrigger snapshot) {
            execution.setTrigger(new ReferenceTrigger(snapshot));
        }
    }

    private static Optional<PipelineExecution> carried(Object event) {
        if (event instanceof ExecutionStarted started) {
            return Optional.of(started.getExecution());
        } else if (event instanceof ExecutionComplete complete) {
            return Optional.of(complete.getExecution());
        } else if (event instanceof StageStarted started) {
            return Optional.of(started.getStage().getExecution());
        } else if (event instanceof StageComplete complete) {
            return Optional.of(complete.getStage().getExecution());
        } else if (event instanceof TaskStarted started) {
            return Optional.of(started.getStage().getExecution());
        } else if (event instanceof TaskComplete complete) {
            return Optional.of(complete.getStage().getExecution());
        }
        return Optional.empty();
    }
}
