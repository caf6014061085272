package dev.leafnode.quickstart.definition;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of stages: every stage after those it requires, which are there and never require it themselves. */
final class StageOrder {

    private StageOrder() {}

    /**
     * Checks that the stages can all be run.
     *
     * @throws InvalidInputException if there is no stage, two have the same refId, a required one is not there, or
     *     some require each other
     */
    static void require(String pipeline, List<StageDefinition> stages) {
        Map<String, StageDefinition> waiting = new LinkedHashMap<>();
        for (StageDefinition stage : stages) {
            if (waiting.put(stage.refId(), stage) != null) {
                throw new InvalidInputException(
                        "%s: expected distinct refIds, got '%s' twice".formatted(pipeline, stage.refId()));
            }
        }
        if (waiting.isEmpty()) {
            throw new InvalidInputException("%s: expected at least one stage, got none".formatted(pipeline));
        }
        stages.forEach(stage -> requireKnown(pipeline, stage, waiting.keySet()));
        requireNoCycle(pipeline, waiting);
    }

    private static void requireKnown(String pipeline, StageDefinition stage, Set<String> refIds) {
        for (String requisite : stage.requisiteStageRefIds()) {
            if (!refIds.contains(requisite)) {
                throw new InvalidInputException("%s: stage '%s' requires stage '%s', which is not there"
                        .formatted(pipeline, stage.refId(), requisite));
            }
        }
    }

    /** Lets every stage go whose requisites have gone; those that never can require each other. */
    private static void requireNoCycle(String pipeline, Map<String, StageDefinition> waiting) {
        Set<String> gone = new HashSet<>();
        boolean moved = true;
        while (moved) {
            moved = waiting.values()
                    .removeIf(stage -> gone.containsAll(stage.requisiteStageRefIds()) && gone.add(stage.refId()));
        }
        if (!waiting.isEmpty()) {
            throw new InvalidInputException(
                    "%s: stages %s can never start, since they require each other or one that does"
                            .formatted(pipeline, waiting.keySet()));
        }
    }
}
