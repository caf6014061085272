package dev.leafnode.navigation;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The markers of an execution as Spinnaker's Deck draws them, observed on its code: one for each top-level stage, made
 * of that stage's tree in the order in which it runs; one for all top-level stages with the same {@code context.group}
 * when there are two or more of them.
 */
final class Markers {

    /** Stages of these types make no marker, and are left out of the marker of their owner unless they failed. */
    private static final Set<String> HIDDEN_TYPES = Set.of(
            "initialization", "pipelineInitialization", "waitForRequisiteCompletion", "determineTargetServerGroup");

    private static final Set<ExecutionStatus> FAILED =
            Set.of(ExecutionStatus.TERMINAL, ExecutionStatus.FAILED_CONTINUE, ExecutionStatus.STOPPED);

    private static final Comparator<Stage> BY_START =
            Comparator.comparing(Stage::startTime, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Map<String, Stage> byId = new HashMap<>();
    private final Map<String, List<Stage>> childrenByParent = new HashMap<>();

    private Markers(Collection<Stage> stages) {
        for (Stage stage : stages) {
            byId.put(stage.id(), stage);
            if (stage.parentStageId() != null) {
                childrenByParent
                        .computeIfAbsent(stage.parentStageId(), parent -> new ArrayList<>())
                        .add(stage);
            }
        }
    }

    /**
     * The stages, in order, of each marker that one of these stages is in and that may have others; a marker
     * with nothing to draw is left out.
     */
    static List<List<Stage>> around(Collection<String> stageIds, Execution execution) {
        Markers markers = new Markers(execution.stages());
        Set<String> passed = new HashSet<>();
        Set<String> sought = stageIds.stream()
                .flatMap(id -> markers.top(id, passed).stream())
                .filter(markers::mayHaveOthers)
                .map(Markers::group)
                .collect(toSet());
        return sought.isEmpty() ? List.of() : of(sought, Phases.inOrder(execution.stages()));
    }

    private static List<List<Stage>> of(Set<String> sought, List<Stage> stages) {
        Markers markers = new Markers(stages);
        Map<String, List<Stage>> byGroup = new LinkedHashMap<>();
        for (Stage stage : stages) {
            if (markers.mayHaveOthers(stage) && sought.contains(group(stage))) {
                byGroup.computeIfAbsent(group(stage), group -> new ArrayList<>())
                        .addAll(markers.flattened(stage));
            }
        }
        return byGroup.values().stream().filter(marker -> !marker.isEmpty()).toList();
    }

    /** The top-level stage above a stage; none where a stage is above that was passed before, be it itself. */
    private Optional<Stage> top(String stageId, Set<String> passed) {
        Stage stage = byId.get(stageId);
        while (stage != null && passed.add(stage.id())) {
            if (stage.syntheticStageOwner() == null) {
                return Optional.of(stage);
            }
            stage = stage.parentStageId() == null ? null : byId.get(stage.parentStageId());
        }
        return Optional.empty();
    }

    /** Whether a stage makes a marker that may hold others. */
    private boolean mayHaveOthers(Stage stage) {
        return stage.syntheticStageOwner() == null
                && !HIDDEN_TYPES.contains(stage.type())
                && (isGrouped(stage) || childrenByParent.containsKey(stage.id()));
    }

    private static boolean isGrouped(Stage stage) {
        return stage.context().get("group") instanceof String group && !group.isEmpty();
    }

    private static String group(Stage stage) {
        return isGrouped(stage) ? "group " + stage.context().get("group") : "stage " + stage.id();
    }

    /** The tree of a top-level stage; without recursion, since synthetic stages may nest as deep as input likes. */
    private List<Stage> flattened(Stage top) {
        List<Stage> tree = new ArrayList<>();
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(closed(top));
        while (!visits.isEmpty()) {
            Visit visit = visits.pop();
            if (!visit.opened()) {
                children(visit.stage(), SyntheticStageOwner.STAGE_AFTER).forEach(after -> visits.push(closed(after)));
                visits.push(new Visit(visit.stage(), true));
                children(visit.stage(), SyntheticStageOwner.STAGE_BEFORE)
                        .forEach(before -> visits.push(closed(before)));
            } else if (!isHidden(visit.stage())) {
                tree.add(visit.stage());
            }
        }
        return tree;
    }

    private static Visit closed(Stage stage) {
        return new Visit(stage, false);
    }

    private record Visit(Stage stage, boolean opened) {}

    /** Last one first, as a stack wants them. */
    private List<Stage> children(Stage stage, SyntheticStageOwner owner) {
        List<Stage> children = new ArrayList<>(childrenByParent.getOrDefault(stage.id(), List.of()));
        children.removeIf(child -> child.syntheticStageOwner() != owner);
        children.sort(BY_START);
        Collections.reverse(children);
        return children;
    }

    private static boolean isHidden(Stage stage) {
        boolean hidden = HIDDEN_TYPES.contains(stage.type())
                || Boolean.TRUE.equals(stage.extra().get("initializationStage"))
                || Boolean.TRUE.equals(stage.context().get("initializationStage"));
        return hidden && !FAILED.contains(stage.status());
    }
}
