package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineageResolverTest {

    private final Map<String, Execution> engine = new HashMap<>();
    private final LineageResolver resolver =
            new LineageResolver(id -> Optional.ofNullable(engine.get(id)), WaitRules.DEFAULT);

    @Test
    void the_lineage_leads_from_the_parent_to_the_root_in_either_shape_of_trigger() {
        Execution root = put(running("root", running("r", "pipeline")));
        Execution middle = put(running("middle", Trigger.snapshot(root, "r"), running("m", "pipeline")));
        Execution leaf = running("leaf", Trigger.reference(middle.id(), "m"));
        assertThat(resolver.of(leaf))
                .isEqualTo(Lineage.ofAncestors(List.of(
                        WaitRules.DEFAULT.ancestor(middle, middle.stages().get(0)),
                        WaitRules.DEFAULT.ancestor(root, root.stages().get(0)))));
    }

    @Test
    void the_snapshot_in_the_trigger_is_not_believed_but_the_live_parent_is() {
        Execution snapshot = running("parent", running("s", "pipeline"));
        put(running("parent", stage("s", Map.of("executionId", "another child"))));
        assertThat(resolver.of(running("leaf", Trigger.snapshot(snapshot, "s"))))
                .isEqualTo(Lineage.of(List.of()));
    }

    @Test
    void the_walk_ends_where_nobody_waits() {
        put(running(
                "done",
                running("s", "pipeline").toBuilder()
                        .status(ExecutionStatus.SUCCEEDED)
                        .build()));
        put(running("other type", running("s", "deploy")));
        put(running("canceled", running("s", "pipeline")).toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build());
        for (String parent : List.of("not there", "done", "other type", "canceled")) {
            assertThat(resolver.of(running("leaf", Trigger.reference(parent, "s"))))
                    .as(parent)
                    .isEqualTo(Lineage.of(List.of()));
        }
        put(running("no such stage", running("other", "pipeline")));
        assertThat(resolver.of(running("leaf", Trigger.reference("no such stage", "s"))))
                .isEqualTo(Lineage.of(List.of()));
    }

    @Test
    void an_execution_is_not_its_own_ancestor() {
        Execution self = put(running("self", Trigger.reference("self", "s"), running("s", "pipeline")));
        assertThat(resolver.of(self)).isEqualTo(Lineage.of(List.of()));

        put(running("a", Trigger.reference("c", "s"), running("s", "pipeline")));
        put(running("b", Trigger.reference("a", "s"), running("s", "pipeline")));
        Execution c = put(running("c", Trigger.reference("b", "s"), running("s", "pipeline")));
        assertThat(resolver.of(c))
                .isInstanceOfSatisfying(
                        Lineage.Known.class,
                        lineage -> assertThat(lineage.stages())
                                .containsExactly(new StageKey("b", "s"), new StageKey("a", "s")));
    }

    @Test
    void a_forged_chain_is_followed_so_far_and_no_further() {
        for (int i = 0; i < 1_500; i++) {
            put(running("e" + i, Trigger.reference("e" + (i + 1), "s"), running("s", "pipeline")));
        }
        assertThat(resolver.of(engine.get("e0"))).isInstanceOfSatisfying(Lineage.Known.class, lineage -> {
            assertThat(lineage.ancestors()).hasSize(Lineage.MAX_DEPTH);
        });
    }

    private Execution put(Execution execution) {
        engine.put(execution.id(), execution);
        return execution;
    }

    private static Stage stage(String id, Map<String, ?> context) {
        return running(id, "pipeline").toBuilder().context(context).build();
    }
}
