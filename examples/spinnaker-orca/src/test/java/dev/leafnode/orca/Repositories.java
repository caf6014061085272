package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Orca's repository behind proxies, as Orca has it. */
final class Repositories {

    private Repositories() {}

    static ExecutionRepository proxied(ExecutionRepository repository) {
        return proxy((method, arguments) -> invoke(repository, method, arguments));
    }

    /** That of an Orca with a partition, which has an execution of another one beside its own, as orca-sql's has. */
    static ExecutionRepository partitioned(ExecutionRepository repository, String partition, String foreignId) {
        return proxy((method, arguments) -> switch (method.getName()) {
            case "getPartition" -> partition;
            case "handlesPartition" -> arguments[0] == null || arguments[0].equals(partition);
            default -> moved(invoke(repository, method, arguments), "not " + partition, foreignId);
        });
    }

    /** One of its executions cannot be read. */
    static ExecutionRepository damaged(ExecutionRepository repository, String executionId, RuntimeException failure) {
        return proxy((method, arguments) -> {
            if (method.getReturnType() == PipelineExecution.class && arguments[1].equals(executionId)) {
                throw failure;
            }
            return invoke(repository, method, arguments);
        });
    }

    /** Counts how often an execution is read by its id. */
    static ExecutionRepository counted(ExecutionRepository repository, AtomicInteger reads) {
        return proxy((method, arguments) -> {
            if (method.getReturnType() == PipelineExecution.class) {
                reads.incrementAndGet();
            }
            return invoke(repository, method, arguments);
        });
    }

    private static @Nullable Object moved(@Nullable Object answer, String partition, String executionId) {
        if (answer instanceof PipelineExecution execution && execution.getId().equals(executionId)) {
            execution.setPartition(partition);
        }
        return answer;
    }

    private static ExecutionRepository proxy(Call call) {
        return (ExecutionRepository) Proxy.newProxyInstance(
                Repositories.class.getClassLoader(),
                new Class<?>[] {ExecutionRepository.class},
                (proxy, method, arguments) -> call.make(method, arguments));
    }

    private static @Nullable Object invoke(ExecutionRepository repository, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** What a proxy does instead. */
    private interface Call {
        @Nullable
        Object make(Method method, Object[] arguments) throws Throwable;
    }
}
