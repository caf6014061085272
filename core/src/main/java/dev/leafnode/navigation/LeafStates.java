package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an application asks about each state of leaves that is shown. Judgments are one of them; the others are shown
 * only where that was asked for.
 */
public final class LeafStates {

    private final Map<LeafState, JudgmentNavigation> shown = new EnumMap<>(LeafState.class);

    /**
     * Makes an index of what is shown.
     *
     * @param shown what answers for each state; a state that is not a key is not shown
     */
    public LeafStates(Map<LeafState, JudgmentNavigation> shown) {
        this.shown.putAll(shown);
    }

    /** What answers for the leaves in that state and no other; empty if the state is not shown. */
    public Optional<JudgmentNavigation> of(LeafState state) {
        return Optional.ofNullable(shown.get(state));
    }

    /**
     * What executions show besides judgments, by execution id. One statement for each state that is shown; none
     * where that is judgments alone.
     */
    public Map<String, StateView> views(Collection<Execution> executions) {
        return views(executions, UnaryOperator.identity());
    }

    /**
     * The same for somebody who may not see everything.
     *
     * @param seen of the links, those that may be seen, or others in their place
     */
    public Map<String, StateView> views(Collection<Execution> executions, UnaryOperator<List<JudgmentLink>> seen) {
        Map<LeafState, List<JudgmentLink>> links = new EnumMap<>(LeafState.class);
        List<String> ids = executions.stream().map(Execution::id).toList();
        shown.forEach((state, navigation) -> {
            if (state != LeafState.JUDGMENT && !ids.isEmpty()) {
                links.put(state, seen.apply(navigation.links(ids)));
            }
        });
        Map<String, StateView> views = new HashMap<>();
        if (!links.isEmpty()) {
            executions.forEach(execution -> views.put(execution.id(), StateView.of(execution, links)));
        }
        return views;
    }
}
