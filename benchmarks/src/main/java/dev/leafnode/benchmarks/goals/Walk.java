package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm that navigation was before, as its description has it. From the parent of a leaf up to the root:
 *
 * <ol>
 *   <li>the whole ancestor is loaded, with all its stages;
 *   <li>the attributes of the leaf are put into the context of the stage that waits, or taken out of it;
 *   <li>that stage is stored as a whole.
 * </ol>
 */
final class Walk {

    private static final String EXECUTION = "leafnodePipelineExecutionId";
    private static final String APPLICATION = "leafnodePipelineApplicationName";

    private final ExecutionRepository executions;

    Walk(ExecutionRepository executions) {
        this.executions = executions;
    }

    /** The leaf waits: every ancestor is marked. */
    void open(Execution leaf) {
        climb(leaf, context -> {
            context.put(EXECUTION, leaf.id());
            context.put(APPLICATION, leaf.application());
        });
    }

    /** The leaf waits no more. */
    void close(Execution leaf) {
        climb(leaf, context -> context.keySet().removeAll(Set.of(EXECUTION, APPLICATION)));
    }

    /** Whether this marked a stage. */
    static boolean marks(Stage stage) {
        return stage.context().containsKey(EXECUTION);
    }

    private void climb(Execution leaf, Consumer<Map<String, @Nullable Object>> change) {
        Optional<StageKey> above = leaf.trigger().parent();
        while (above.isPresent()) {
            Execution ancestor = load(above.get().executionId());
            Stage waiting = ancestor.stage(above.get().stageId()).orElseThrow();
            if (!WaitRules.DEFAULT.awaitsExecutions(waiting)) {
                return;
            }
            Map<String, @Nullable Object> context = new LinkedHashMap<>(waiting.context());
            change.accept(context);
            executions.saveStage(
                    ancestor.id(), waiting.toBuilder().context(context).build());
            above = ancestor.trigger().parent();
        }
    }

    private Execution load(String id) {
        return executions
                .search(ExecutionQuery.byId(Set.of(id)).withLinks(false))
                .executions()
                .get(0);
    }
}
