package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.definition.StageDefinition;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The executions that {@code pipeline} stages start. */
final class Children {

    private final ExecutionRepository executions;
    private final PipelineCatalog catalog;
    private final ExecutionFactory factory;
    private final Consumer<String> advance;
    private final Consumer<String> cancel;

    /**
     * Knows how to start and to end executions.
     *
     * @param advance told the id of an execution that is stored and ready to run
     * @param cancel told the id of an execution that is to end
     */
    Children(
            ExecutionRepository executions,
            PipelineCatalog catalog,
            ExecutionFactory factory,
            Consumer<String> advance,
            Consumer<String> cancel) {
        this.executions = executions;
        this.catalog = catalog;
        this.factory = factory;
        this.advance = advance;
        this.cancel = cancel;
    }

    void requireDefined(StageDefinition stage) {
        definition(stage.refId(), stage.context());
    }

    Optional<ExecutionStatus> status(String executionId) {
        return executions.find(executionId).map(Execution::status);
    }

    /**
     * The child of a stage that does not know it: one stored by an engine that was killed before the stage could be, or
     * a new one. The child is stored, and may be running, before its parent's stage knows its id.
     */
    Execution findOrStart(Execution parent, Stage stage) {
        return of(parent, stage).stream().findFirst().orElseGet(() -> start(parent, stage));
    }

    void cancelThoseOf(Execution parent, Stage stage) {
        of(parent, stage).stream()
                .filter(child -> !child.status().isComplete())
                .map(Execution::id)
                .forEach(cancel);
    }

    /**
     * Whether the stage that started an execution ended badly while it was to wait for it: an engine was killed after it
     * had ended the parent and before it could cancel the child.
     */
    boolean isOrphan(Execution child) {
        StageKey key = child.trigger().parent().orElse(null);
        Execution parent =
                key == null ? null : executions.find(key.executionId()).orElse(null);
        if (key == null || parent == null) {
            return false;
        }
        ExecutionStatus stage = parent.stage(key.stageId()).map(Stage::status).orElse(ExecutionStatus.SUCCEEDED);
        boolean endedWell = stage.equals(ExecutionStatus.SUCCEEDED);
        return !endedWell && (stage.isComplete() || parent.status().isComplete());
    }

    private Execution start(Execution parent, Stage stage) {
        Trigger trigger =
                new Trigger("pipeline", parent, null, stage.id(), Map.of("resolvedExpectedArtifacts", List.of()));
        Execution child = factory.create(definition(stage.refId(), stage.context()), trigger);
        executions.save(child);
        advance.accept(child.id());
        return child;
    }

    /** What the present attempt of a stage has started, found by the triggers. */
    private List<Execution> of(Execution parent, Stage stage) {
        StageKey key = new StageKey(parent.id(), stage.id());
        PipelineDefinition definition = definition(stage.refId(), stage.context());
        ExecutionQuery query = ExecutionQuery.ofApplication(definition.application())
                .withName(definition.name())
                .withCreated(stage.startTime(), null)
                .withLinks(false);
        List<Execution> children = new ArrayList<>();
        ExecutionPage page;
        do {
            page = executions.search(query);
            page.executions().stream()
                    .filter(child ->
                            child.trigger().parent().filter(key::equals).isPresent())
                    .forEach(children::add);
            query = query.withPageToken(page.next());
        } while (page.next() != null);
        return children;
    }

    private PipelineDefinition definition(@Nullable String refId, Map<String, @Nullable Object> context) {
        Object id = context.get(PipelineCatalog.PIPELINE);
        return Optional.ofNullable(id)
                .map(String::valueOf)
                .flatMap(catalog::find)
                .orElseThrow(() -> new InvalidInputException("stage '%s': expected the id of a pipeline in '%s', got %s"
                        .formatted(refId, PipelineCatalog.PIPELINE, id)));
    }
}
