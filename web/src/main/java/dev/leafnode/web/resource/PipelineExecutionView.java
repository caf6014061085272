package dev.leafnode.web.resource;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the resource of an execution.
 *
 * <p>The condition {@code Succeeded} counts environments in its message, as Tekton counts tasks: what has failed
 * or was cancelled is completed too. While a human is awaited, its reason is {@code AwaitingApproval} and a
 * condition of that type says where.
 */
public final class PipelineExecutionView {

    private static final String WAITS_FOR_HUMAN = "ManualJudgment";

    private static final Comparator<Approval> LONGEST_FIRST = Comparator.comparing(
            approval -> approval.leaf() == null ? null : approval.leaf().since(),
            Comparator.nullsLast(Comparator.naturalOrder()));

    private final Execution execution;
    private final Trigger shown;
    private final List<EnvironmentMapping.EnvironmentStages> mapping;
    private final List<Approval> approvals;

    private PipelineExecutionView(
            Execution execution,
            Trigger shown,
            List<EnvironmentMapping.EnvironmentStages> mapping,
            List<Approval> approvals) {
        this.execution = execution;
        this.shown = shown;
        this.mapping = mapping;
        this.approvals = approvals.stream().sorted(LONGEST_FIRST).toList();
    }

    /** The resource of one execution for a reader who may see all of its trigger. */
    public static PipelineExecution of(
            Execution execution, List<EnvironmentMapping.EnvironmentStages> mapping, List<Approval> approvals) {
        return of(execution, execution.trigger(), mapping, approvals);
    }

    /**
     * The resource of one execution.
     *
     * @param execution the execution as it is
     * @param shown what the reader may see of its trigger. Where that ends below the top, what is at the top is not
     *     told
     * @param mapping its environments, in order
     * @param approvals where humans are awaited, as far as the reader may know
     * @throws IllegalArgumentException if the execution has no name: it is of no pipeline then
     */
    public static PipelineExecution of(
            Execution execution,
            Trigger shown,
            List<EnvironmentMapping.EnvironmentStages> mapping,
            List<Approval> approvals) {
        return new PipelineExecutionView(execution, shown, mapping, approvals).resource();
    }

    private PipelineExecution resource() {
        String pipeline = execution.name();
        if (pipeline == null || pipeline.isEmpty()) {
            throw new IllegalArgumentException(
                    "execution %s: expected the name of its pipeline, got none".formatted(execution.id()));
        }
        List<Environment> environments = environments();
        return new PipelineExecution(
                new PipelineExecution.Metadata(
                        KubernetesNames.of(execution.id()),
                        KubernetesNames.of(execution.application()),
                        Times.expressible(execution.buildTime()),
                        Map.of(),
                        Map.of(PipelineExecution.EXECUTION_ID, execution.id())),
                new PipelineExecution.Spec(
                        params(), trigger(), new PipelineExecution.PipelineRef(pipeline, execution.application())),
                new PipelineExecution.Status(
                        Times.expressible(execution.startTime()),
                        Times.expressible(execution.endTime()),
                        conditions(environments),
                        environments));
    }

    // The spec.

    private List<PipelineExecution.Param> params() {
        List<PipelineExecution.Param> params = new ArrayList<>();
        if (shown.extra().get("parameters") instanceof Map<?, ?> parameters) {
            parameters.forEach((name, value) -> {
                if (name instanceof String text && !text.isEmpty()) {
                    params.add(new PipelineExecution.Param(text, ResourceJson.text(value)));
                }
            });
        }
        return params;
    }

    private PipelineExecution.TriggerInfo trigger() {
        Execution parent = shown.parentExecution();
        String root = root(execution.trigger());
        return new PipelineExecution.TriggerInfo(
                shown.type(),
                shown.extra().get("user") instanceof String user ? user : null,
                parent == null ? shown.parentExecutionId() : parent.id(),
                shown.parentStageId(),
                root != null && root.equals(root(shown)) ? root : null);
    }

    /** The id of the last of the nested snapshots, if that one says that nothing started it. */
    private static @Nullable String root(Trigger trigger) {
        @Nullable Execution root = null;
        Trigger highest = trigger;
        for (Execution next = highest.parentExecution(); next != null; next = highest.parentExecution()) {
            root = next;
            highest = next.trigger();
        }
        return root == null || highest.parentExecutionId() != null ? null : root.id();
    }

    // The status.

    /** The stages where a human is awaited, and those that they are part of, such as a deployment with a strategy. */
    private Set<String> awaiting() {
        Map<String, @Nullable String> owners = new HashMap<>();
        execution.stages().forEach(stage -> owners.put(stage.id(), stage.parentStageId()));
        Set<String> awaiting = new HashSet<>();
        for (Approval approval : approvals) {
            String stageId = approval.stageId();
            while (stageId != null && awaiting.add(stageId)) {
                stageId = owners.get(stageId);
            }
        }
        return awaiting;
    }

    private List<Environment> environments() {
        Set<String> awaiting = awaiting();
        List<Environment> environments = new ArrayList<>();
        for (EnvironmentMapping.EnvironmentStages one : mapping) {
            environments.add(new Environment(
                    one.name(), environments.size(), EnvironmentProgress.of(execution, one.stageIds(), awaiting)));
        }
        return environments;
    }

    private List<Condition> conditions(List<Environment> environments) {
        Counts counts = Counts.of(environments);
        Phase phase =
                approvals.isEmpty() ? ExecutionPhase.of(execution, counts.skipped() > 0) : Phase.AWAITING_APPROVAL;
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition(
                Condition.SUCCEEDED,
                phase.succeeded(),
                phase.text(),
                counts.message(),
                Times.expressible(since(phase))));
        if (!approvals.isEmpty()) {
            conditions.add(new Condition(
                    Condition.AWAITING_APPROVAL,
                    Condition.Status.TRUE,
                    WAITS_FOR_HUMAN,
                    whereAwaited(),
                    Times.expressible(since(Phase.AWAITING_APPROVAL))));
        }
        return conditions;
    }

    private @Nullable Instant since(Phase phase) {
        return switch (phase) {
            case AWAITING_APPROVAL ->
                approvals.get(0).leaf() == null ? null : approvals.get(0).leaf().since();
            case PENDING -> pendingSince();
            case RUNNING -> execution.startTime();
            default -> execution.endTime();
        };
    }

    /** Since its creation unless it has been under way; then only a pause says when that ended. */
    private @Nullable Instant pendingSince() {
        if (execution.isPaused()) {
            return execution.pausedAt().orElse(null);
        }
        return execution.status().equals(ExecutionStatus.SUSPENDED) ? null : execution.buildTime();
    }

    private String whereAwaited() {
        Approval longest = approvals.get(0);
        Approval.Leaf leaf = longest.leaf();
        if (leaf == null) {
            return "Somebody is awaited below, where you may not look";
        }
        int others = approvals.stream().mapToInt(Approval::count).sum() - 1;
        return "Execution %s of application %s waits for a decision%s%s"
                .formatted(
                        leaf.executionId(),
                        leaf.application(),
                        leaf.stageId() == null ? "" : " at stage " + leaf.stageId(),
                        others == 0 ? "" : ", and %d more wait".formatted(others));
    }

    /** How many environments are how far, as the message says it. */
    private record Counts(long completed, long failed, long cancelled, long skipped) {

        static Counts of(List<Environment> environments) {
            long succeeded = count(environments, Phase.SUCCEEDED);
            long failed = count(environments, Phase.FAILED);
            long cancelled = count(environments, Phase.CANCELLED);
            return new Counts(succeeded + failed + cancelled, failed, cancelled, count(environments, Phase.SKIPPED));
        }

        private static long count(List<Environment> environments, Phase phase) {
            return environments.stream()
                    .map(Environment::status)
                    .filter(status -> status != null && status.type().equals(phase.text()))
                    .count();
        }

        String message() {
            return "Environment Completed: %d (Failed: %d, Canceled %d), Skipped: %d"
                    .formatted(completed, failed, cancelled, skipped);
        }
    }
}
