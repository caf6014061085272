package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What one execution shows of the leaves below it in states other than a judgment. It stands beside {@link Others},
 * which holds judgments and nothing else; it is made when an execution is read and never stored.
 */
public final class StateView {

    private static final StateView EMPTY = new StateView(Map.of());

    private final Map<String, Map<LeafState, JudgmentLink>> byStage;

    private StateView(Map<String, Map<LeafState, JudgmentLink>> byStage) {
        this.byStage = byStage;
    }

    /** The view of an execution below which there is nothing to show, or nothing is asked for. */
    public static StateView empty() {
        return EMPTY;
    }

    /**
     * The view of one execution.
     *
     * @param links the links of this execution by state, among others perhaps; judgments are left out
     */
    public static StateView of(Execution execution, Map<LeafState, ? extends Collection<JudgmentLink>> links) {
        Map<String, Map<LeafState, JudgmentLink>> byStage = new HashMap<>();
        links.forEach((state, ofState) -> ofState.stream()
                .filter(link -> state != LeafState.JUDGMENT && Others.shows(execution, link))
                .forEach(
                        link -> byStage.computeIfAbsent(link.ancestor().stageId(), id -> new EnumMap<>(LeafState.class))
                                .merge(state, link, JudgmentLink::and)));
        return new StateView(byStage);
    }

    /** By state, the leaf below a stage that has been in it longest, and how many are. */
    public Map<LeafState, JudgmentLink> stage(String stageId) {
        return byStage.getOrDefault(stageId, Map.of());
    }
}
