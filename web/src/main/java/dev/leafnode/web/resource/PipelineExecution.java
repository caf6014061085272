package dev.leafnode.web.resource;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline as a resource of Kubernetes: {@code PipelineExecution} of {@code gitops.weave.works/v1alpha1},
 * as Weave GitOps designed it. {@link PipelineExecutionCodec} writes and reads it.
 *
 * @param metadata what Kubernetes keeps of every resource
 * @param spec what was asked for
 * @param status what became of it
 */
public record PipelineExecution(Metadata metadata, Spec spec, Status status) {

    public static final String API_VERSION = "gitops.weave.works/v1alpha1";
    public static final String KIND = "PipelineExecution";

    /** The annotation that holds the id of the execution, of which {@link Metadata#name} is the nearest valid name. */
    public static final String EXECUTION_ID = "leafnode.dev/execution-id";

    /** The id of the execution, as the engine knows it: the annotation says so, and otherwise the name does. */
    public String executionId() {
        return metadata.annotations().getOrDefault(EXECUTION_ID, metadata.name());
    }

    /** The condition of that type, if there is one. */
    public Optional<Condition> condition(String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    /**
     * What Kubernetes keeps of every resource. Labels and annotations are in the order of their names.
     *
     * @param name unique in its namespace; in what we write a valid name of Kubernetes
     * @param namespace likewise
     * @param creationTimestamp when the execution was created
     */
    public record Metadata(
            String name,
            @Nullable String namespace,
            @Nullable Instant creationTimestamp,
            Map<String, String> labels,
            Map<String, String> annotations) {

        public Metadata {
            Texts.requireText("metadata.name", name);
            Times.requireExpressible("metadata.creationTimestamp", creationTimestamp);
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        }
    }

    /**
     * What was asked for.
     *
     * @param params the parameters of the trigger, in order
     * @param trigger what started it
     * @param pipelineRef the pipeline
     */
    public record Spec(List<Param> params, TriggerInfo trigger, PipelineRef pipelineRef) {

        public Spec {
            params = List.copyOf(params);
        }
    }

    /** A parameter; a value that is no text is its JSON. */
    public record Param(String name, String value) {

        public Param {
            Texts.requireText("name of a parameter", name);
        }
    }

    /**
     * What started an execution.
     *
     * @param type the kind of trigger
     * @param user who started it
     * @param parentExecution the id of the execution that started this one, by a stage or by its end
     * @param parentStage the id of that stage, if it was one
     * @param rootExecution the id of the execution at the top, where the trigger itself says it and the reader may see
     *     that
     */
    public record TriggerInfo(
            @Nullable String type,
            @Nullable String user,
            @Nullable String parentExecution,
            @Nullable String parentStage,
            @Nullable String rootExecution) {

        /** A trigger of which nothing is known. */
        public static final TriggerInfo NONE = new TriggerInfo(null, null, null, null, null);
    }

    /**
     * A pipeline.
     *
     * @param name its name
     * @param namespace the application it belongs to, exactly as it is called
     */
    public record PipelineRef(String name, @Nullable String namespace) {

        public PipelineRef {
            Texts.requireText("name of a pipeline", name);
        }
    }

    /**
     * What became of an execution.
     *
     * @param startTime when it started
     * @param completionTime when it ended
     * @param conditions {@code Succeeded} first
     * @param environments in their order
     */
    public record Status(
            @Nullable Instant startTime,
            @Nullable Instant completionTime,
            List<Condition> conditions,
            List<Environment> environments) {

        public Status {
            Times.requireExpressible("status.startTime", startTime);
            Times.requireExpressible("status.completionTime", completionTime);
            conditions = List.copyOf(conditions);
            environments = List.copyOf(environments);
        }
    }
}
