package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The repository of an Orca that has a partition, and beside its own an execution of another one, as orca-sql's has. */
final class Partitioned {

    private Partitioned() {}

    static ExecutionRepository proxy(ExecutionRepository repository, String partition, String foreignId) {
        return (ExecutionRepository) Proxy.newProxyInstance(
                Partitioned.class.getClassLoader(),
                new Class<?>[] {ExecutionRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getPartition")) {
                        return partition;
                    }
                    if (method.getName().equals("handlesPartition")) {
                        return arguments[0] == null || arguments[0].equals(partition);
                    }
                    try {
                        Object answer = method.invoke(repository, arguments);
                        if (answer instanceof PipelineExecution execution
                                && execution.getId().equals(foreignId)) {
                            execution.setPartition("not " + partition);
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
