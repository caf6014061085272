package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.navigation.Attributes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The {@code others} an execution must show: by stage id, and under {@value #TRIGGER} those of its trigger. */
final class NaiveView {

    /** No stage has this id: no id holds a space and brackets in this kit. */
    static final String TRIGGER = "(the trigger)";

    private static final Set<String> HIDDEN = Set.of(
            "initialization", "pipelineInitialization", "waitForRequisiteCompletion", "determineTargetServerGroup");

    private static final Set<ExecutionStatus> FAILED =
            Set.of(ExecutionStatus.TERMINAL, ExecutionStatus.FAILED_CONTINUE, ExecutionStatus.STOPPED);

    private NaiveView() {}

    static Map<String, Attributes> of(Execution execution, Map<StageKey, JudgmentLink> links) {
        Map<String, Attributes> view = new TreeMap<>();
        longestOf(execution, execution.stages(), links).ifPresent(link -> view.put(TRIGGER, attributes(link)));
        for (List<Stage> marker : markers(execution)) {
            longestOf(execution, marker, links)
                    .ifPresent(link -> view.put(marker.get(0).id(), attributes(link)));
        }
        for (Stage stage : execution.stages()) {
            longestOf(execution, List.of(stage), links).ifPresent(link -> view.put(stage.id(), attributes(link)));
        }
        return view;
    }

    private static Attributes attributes(JudgmentLink link) {
        return new Attributes(link.longestWaiting().stage().executionId(), link.application());
    }

    private static Optional<JudgmentLink> longestOf(
            Execution execution, List<Stage> stages, Map<StageKey, JudgmentLink> links) {
        return stages.stream()
                .flatMap(stage -> Stream.ofNullable(links.get(new StageKey(execution.id(), stage.id()))))
                .min(Comparator.comparing(JudgmentLink::longestWaiting));
    }

    private static List<List<Stage>> markers(Execution execution) {
        List<Stage> stages = inOrder(execution.stages());
        List<Stage> tops = stages.stream()
                .filter(stage -> stage.syntheticStageOwner() == null && !HIDDEN.contains(stage.type()))
                .toList();
        return tops.stream()
                .map(top ->
                        tops.stream().filter(other -> sameMarker(top, other)).toList())
                .distinct()
                .map(members -> members.stream()
                        .flatMap(member -> tree(stages, member))
                        .filter(stage -> !isHidden(stage))
                        .toList())
                .filter(marker -> !marker.isEmpty())
                .toList();
    }

    private static List<Stage> inOrder(List<Stage> stages) {
        return stages.stream()
                .sorted(Comparator.comparing((Stage stage) -> phase(stages, stage))
                        .thenComparing(Stage::refId, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    private static int phase(List<Stage> stages, Stage stage) {
        return stages.stream()
                .filter(other -> stage.requisiteStageRefIds().contains(String.valueOf(other.refId())))
                .mapToInt(other -> 1 + phase(stages, other))
                .max()
                .orElse(0);
    }

    private static boolean sameMarker(Stage one, Stage other) {
        Object group = one.context().get("group");
        return one.equals(other)
                || (group instanceof String name
                        && !name.isEmpty()
                        && name.equals(other.context().get("group")));
    }

    private static Stream<Stage> tree(List<Stage> stages, Stage stage) {
        Stream<Stage> before = children(stages, stage, SyntheticStageOwner.STAGE_BEFORE);
        Stream<Stage> after = children(stages, stage, SyntheticStageOwner.STAGE_AFTER);
        return Stream.concat(Stream.concat(before, Stream.of(stage)), after);
    }

    private static Stream<Stage> children(List<Stage> stages, Stage stage, SyntheticStageOwner owner) {
        return stages.stream()
                .filter(other -> stage.id().equals(other.parentStageId()) && other.syntheticStageOwner() == owner)
                .sorted(Comparator.comparing(NaiveView::startOrNever))
                .flatMap(child -> tree(stages, child));
    }

    private static Instant startOrNever(Stage stage) {
        return stage.startTime() == null ? Instant.MAX : stage.startTime();
    }

    private static boolean isHidden(Stage stage) {
        boolean internal = HIDDEN.contains(stage.type())
                || Boolean.TRUE.equals(stage.context().get("initializationStage"));
        return internal && !FAILED.contains(stage.status());
    }
}
