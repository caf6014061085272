package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository.ExecutionCriteria;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.util.ReflectionUtils;

/** The pipelines that are under way: running, or paused. */
@FunctionalInterface
interface ActiveExecutions {

    /** Each is taken from Orca when its turn comes, as far as Orca's repository allows. */
    Stream<PipelineExecution> stream();

    /**
     * Asks a database for those alone. Orca's repository hands them out as an {@code Observable}, which is RxJava 1's up to
     * 8.56 and RxJava 3's later on; so neither is linked to, and the one that is there is asked for its {@code Iterable} by
     * name.
     */
    static ActiveExecutions inDatabase(ExecutionRepository repository) {
        Method retrieve = method(ExecutionRepository.class, "retrieve", ExecutionType.class, ExecutionCriteria.class);
        return () -> {
            ExecutionCriteria criteria = new ExecutionCriteria()
                    .setPageSize(Integer.MAX_VALUE)
                    .setStatuses(ExecutionStatus.RUNNING, ExecutionStatus.PAUSED);
            Object observable = call(retrieve, repository, ExecutionType.PIPELINE, criteria);
            return StreamSupport.stream(iterable(observable).spliterator(), false)
                    .map(PipelineExecution.class::cast);
        };
    }

    /**
     * Looks at all executions that may be under way, one by one. Redis has no other way, and what Orca offers for it takes an
     * execution that is just being stored out of the index, since it is named there a moment before it can be read.
     *
     * @param find finds an execution by its id
     */
    static ActiveExecutions oneByOne(
            ExecutionRepository repository,
            Function<String, Optional<PipelineExecution>> find,
            CompletedExecutions completed,
            InstantSource clock) {
        return () -> {
            List<String> ids = repository.retrieveAllExecutionIds(ExecutionType.PIPELINE);
            completed.refresh(ids, clock.instant());
            return ids.stream()
                    .filter(id -> !completed.contains(id))
                    .flatMap(id -> find.apply(id).stream())
                    .peek(execution -> {
                        if (execution.getStatus().isComplete()) {
                            completed.add(execution.getId(), clock.instant());
                        }
                    })
                    .filter(ActiveExecutions::isActive);
        };
    }

    private static boolean isActive(PipelineExecution execution) {
        return execution.getStatus() == ExecutionStatus.RUNNING || execution.getStatus() == ExecutionStatus.PAUSED;
    }

    private static Iterable<?> iterable(Object observable) {
        Class<?> type = observable.getClass();
        if (ReflectionUtils.findMethod(type, "blockingIterable") != null) {
            return (Iterable<?>) call(method(type, "blockingIterable"), observable);
        }
        Object blocking = call(method(type, "toBlocking"), observable);
        return (Iterable<?>) call(method(blocking.getClass(), "toIterable"), blocking);
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        Method method = ReflectionUtils.findMethod(type, name, parameters);
        if (method == null) {
            throw new IllegalStateException("%s: expected a method %s%s, got none: this Orca is not known"
                    .formatted(type.getName(), name, List.of(parameters)));
        }
        return method;
    }

    private static Object call(Method method, Object target, Object... arguments) {
        return Objects.requireNonNull(
                ReflectionUtils.invokeMethod(method, target, arguments), () -> "answer of " + method);
    }
}
