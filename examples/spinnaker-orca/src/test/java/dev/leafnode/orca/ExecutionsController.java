package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stands in for the controller of orca-web, which is not published: the same paths, answering with the same types, and what
 * is not expanded loses the same.
 */
@RestController
class ExecutionsController {

    private final ExecutionRepository repository;

    ExecutionsController(ExecutionRepository repository) {
        this.repository = repository;
    }

    @GetMapping("/pipelines/{id}")
    PipelineExecution one(@PathVariable("id") String id) {
        return repository.retrieve(ExecutionType.PIPELINE, id);
    }

    @GetMapping("/pipelines")
    List<PipelineExecution> some(
            @RequestParam("executionIds") String executionIds,
            @RequestParam(value = "expand", defaultValue = "true") boolean expand) {
        return expanded(Arrays.stream(executionIds.split(",")).map(this::one).toList(), expand);
    }

    @GetMapping("/applications/{application}/pipelines")
    List<PipelineExecution> ofApplication(
            @PathVariable("application") String application,
            @RequestParam(value = "expand", defaultValue = "true") boolean expand,
            @RequestParam(value = "statuses", required = false) List<String> statuses) {
        return expanded(
                repository
                        .retrievePipelinesForApplication(application)
                        .filter(execution -> statuses == null
                                || statuses.contains(execution.getStatus().name()))
                        .toList()
                        .toBlocking()
                        .single(),
                expand);
    }

    @GetMapping("/health")
    Map<String, Object> health() {
        return Map.of("status", "UP");
    }

    private static List<PipelineExecution> expanded(List<PipelineExecution> executions, boolean expand) {
        if (!expand) {
            executions.forEach(ExecutionsController::unexpand);
        }
        return executions;
    }

    private static void unexpand(PipelineExecution execution) {
        execution.getStages().forEach(stage -> {
            Object group = stage.getContext().get("group");
            stage.setContext(group == null ? new HashMap<>() : new HashMap<>(Map.of("group", group)));
            stage.setOutputs(new HashMap<>());
            stage.setTasks(List.of());
        });
    }
}
