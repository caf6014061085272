package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.running;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeafStatesTest {

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.fixed(NOON));
    private final Execution root = running("root", running("call", "pipeline"), running("other", "pipeline"));
    private final Execution leaf = running("leaf", Trigger.reference("root", "call"), running("step", "wait"));
    private final Judgment failure = new Judgment(new JudgmentKey(new StageKey("leaf", "step"), 7), "app", null, null);

    LeafStatesTest() {
        store.executions().save(root);
        store.executions().save(leaf);
        store.leaves(LeafState.FAILED).open(failure, Lineage.stored());
    }

    @Test
    void a_stage_shows_each_state_that_is_asked_for_and_judgments_elsewhere() {
        store.judgments().open(failure, Lineage.stored());
        LeafStates states = states(LeafState.JUDGMENT, LeafState.FAILED, LeafState.PAUSED);
        Map<String, StateView> views = states.views(List.of(root, leaf));
        assertThat(view(views, root, "call"))
                .containsExactly(
                        Map.entry(LeafState.FAILED, new JudgmentLink(new StageKey("root", "call"), failure, 1)));
        assertThat(view(views, root, "other")).isEmpty();
        assertThat(view(views, leaf, "step")).isEmpty();
    }

    @Test
    void a_stage_that_has_ended_shows_nothing() {
        Stage ended = root.stages().get(0).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .build();
        Execution stale = root.withStage(ended);
        assertThat(view(states(LeafState.FAILED).views(List.of(stale)), stale, "call"))
                .isEmpty();
    }

    @Test
    void nothing_is_asked_where_only_judgments_show() {
        assertThat(states(LeafState.JUDGMENT).views(List.of(root))).isEmpty();
        assertThat(states(LeafState.JUDGMENT).of(LeafState.FAILED)).isEmpty();
        assertThat(states(LeafState.FAILED).views(List.of())).isEmpty();
    }

    private LeafStates states(LeafState... states) {
        return new LeafStates(List.of(states).stream()
                .collect(toMap(state -> state, state -> new JudgmentNavigation(store.leaves(state)))));
    }

    private static Map<LeafState, JudgmentLink> view(Map<String, StateView> views, Execution execution, String stage) {
        return views.getOrDefault(execution.id(), StateView.empty()).stage(stage);
    }
}
