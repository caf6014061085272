package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import java.util.Comparator;
import java.util.List;

/** Reads what is stored now; what was read before does not change. */
public final class Executions {

    private final ExecutionRepository repository;

    Executions(ExecutionRepository repository) {
        this.repository = repository;
    }

    public PipelineExecution byId(String id) {
        return repository.retrieve(ExecutionType.PIPELINE, id);
    }

    /** All executions of that pipeline, in the order in which they were started. */
    public List<PipelineExecution> allOf(String pipeline) {
        return repository.retrieveAllExecutionIds(ExecutionType.PIPELINE).stream()
                .map(this::byId)
                .filter(execution -> pipeline.equals(execution.getName()))
                .sorted(Comparator.comparing(PipelineExecution::getId))
                .toList();
    }

    /** The newest execution of that pipeline. */
    public PipelineExecution of(String pipeline) {
        return allOf(pipeline).stream()
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("no execution of " + pipeline));
    }

    /** A stage of the newest execution of that pipeline. */
    public StageExecution stage(String pipeline, String refId) {
        return of(pipeline).stageByRef(refId);
    }

    /** The status of the newest execution of that pipeline, by name. */
    public String statusOf(String pipeline) {
        return of(pipeline).getStatus().name();
    }

    /** The status of a stage of the newest execution of that pipeline, by name. */
    public String statusOf(String pipeline, String refId) {
        return stage(pipeline, refId).getStatus().name();
    }
}
