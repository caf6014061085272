package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.SyntheticStageOwner;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must show where, from what Orca has stored of all executions alone and in the most obvious way: from each stage at
 * which a human is awaited, climb to every stage that waits for its execution, and on from there.
 */
final class Truth {

    private static final Set<String> PARENTS = Set.of("pipeline", "monitorPipeline", "runMultiplePipelines");

    /** A judgment, in the order in which people have been waited for. */
    record Leaf(long since, String execution, String stage, String application) implements Comparable<Leaf> {

        private static final Comparator<Leaf> LONGEST_FIRST =
                Comparator.comparing(Leaf::since).thenComparing(Leaf::execution).thenComparing(Leaf::stage);

        @Override
        public int compareTo(Leaf other) {
            return LONGEST_FIRST.compare(this, other);
        }
    }

    private final Map<String, PipelineExecution> executions = new LinkedHashMap<>();
    private final Map<String, TreeSet<Leaf>> byStage = new LinkedHashMap<>();
    private int open;

    Truth(Collection<PipelineExecution> stored) {
        stored.forEach(execution -> executions.put(execution.getId(), execution));
        for (PipelineExecution execution : stored) {
            for (StageExecution stage : execution.getStages()) {
                if (awaitsHuman(execution, stage)) {
                    open++;
                    climb(
                            new Leaf(
                                    stage.getStartTime(), execution.getId(), stage.getId(), execution.getApplication()),
                            execution,
                            0);
                }
            }
        }
    }

    Collection<PipelineExecution> executions() {
        return executions.values();
    }

    /** How many judgments are open. */
    int open() {
        return open;
    }

    /** On how many stages something shows. */
    int shown() {
        return byStage.size();
    }

    /** The leaf that a stage must link to by itself. */
    Optional<Leaf> leaf(StageExecution stage) {
        return Optional.ofNullable(byStage.get(key(stage))).map(TreeSet::first);
    }

    private void climb(Leaf leaf, PipelineExecution child, int depth) {
        if (depth > 1_000) {
            throw new IllegalStateException("no end above " + leaf);
        }
        for (StageExecution stage : waitingFor(child)) {
            if (byStage.computeIfAbsent(key(stage), key -> new TreeSet<>()).add(leaf)) {
                climb(leaf, stage.getExecution(), depth + 1);
            }
        }
    }

    private List<StageExecution> waitingFor(PipelineExecution child) {
        List<StageExecution> waiting = new ArrayList<>();
        for (PipelineExecution candidate : executions.values()) {
            for (StageExecution stage : candidate.getStages()) {
                if (isWaiting(candidate, stage)
                        && (names(stage, child) || (namesNobody(stage) && isStarterOf(candidate, stage, child)))) {
                    waiting.add(stage);
                }
            }
        }
        return waiting;
    }

    private static boolean awaitsHuman(PipelineExecution execution, StageExecution stage) {
        return stage.getType().equals("manualJudgment")
                && (stage.getStatus() == ExecutionStatus.RUNNING || stage.getStatus() == ExecutionStatus.PAUSED)
                && !execution.getStatus().isComplete()
                && stage.getTasks().stream()
                        .anyMatch(task -> task.getStatus() == ExecutionStatus.RUNNING
                                || task.getStatus() == ExecutionStatus.PAUSED)
                && execution.getStages().stream()
                        .noneMatch(before -> before.getSyntheticStageOwner() == SyntheticStageOwner.STAGE_BEFORE
                                && stage.getId().equals(before.getParentStageId())
                                && !before.getStatus().isComplete());
    }

    private static boolean isWaiting(PipelineExecution execution, StageExecution stage) {
        return PARENTS.contains(stage.getType())
                && stage.getStartTime() != null
                && !stage.getStatus().isComplete()
                && !execution.getStatus().isComplete();
    }

    private static boolean names(StageExecution stage, PipelineExecution child) {
        return child.getId().equals(own(stage, "executionId"))
                || (own(stage, "executionIds") instanceof Collection<?> ids && ids.contains(child.getId()));
    }

    private static boolean namesNobody(StageExecution stage) {
        return own(stage, "executionId") == null && own(stage, "executionIds") == null;
    }

    private static boolean isStarterOf(PipelineExecution parent, StageExecution stage, PipelineExecution child) {
        return child.getTrigger() instanceof PipelineTrigger trigger
                && trigger.getParentExecution().getId().equals(parent.getId())
                && stage.getId().equals(trigger.getParentPipelineStageId());
    }

    /** Not what stages before it gave as outputs. */
    private static Object own(StageExecution stage, String key) {
        return stage.getContext().containsKey(key) ? stage.getContext().get(key) : null;
    }

    private static String key(StageExecution stage) {
        return stage.getExecution().getId() + "/" + stage.getId();
    }
}
