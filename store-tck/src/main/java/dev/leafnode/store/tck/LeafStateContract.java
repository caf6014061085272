package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That what failed and what is paused is kept like judgments, and apart from them. */
abstract class LeafStateContract extends Contract {

    LeafStateContract(Kit kit) {
        super(kit);
    }

    @Test
    void what_is_in_one_state_is_in_no_other() {
        chain("root", "leaf");
        Map<LeafState, Judgment> own = Map.of(
                LeafState.JUDGMENT,
                judge("leaf", 1),
                LeafState.FAILED,
                judge("leaf", 2),
                LeafState.PAUSED,
                judge("leaf", 3));
        own.forEach((state, judgment) -> leaves(state).open(judgment, Lineage.stored()));
        own.forEach((state, judgment) -> {
            assertThat(waiting(state)).containsExactly(new Shown(judgment, List.of(call("root"))));
            assertThat(leaves(state).links(List.of("root")))
                    .containsExactly(new JudgmentLink(call("root"), judgment, 1));
        });
        leaves(LeafState.PAUSED).close(judge("leaf", 3).key(), at(9));
        leaves(LeafState.FAILED).cut(call("root"), at(9));
        assertThat(leaves(LeafState.PAUSED).links(List.of("root"))).isEmpty();
        assertThat(leaves(LeafState.FAILED).links(List.of("root"))).isEmpty();
        assertThat(showing("root")).containsExactly(call("root"));
    }

    @Test
    void executions_are_found_by_the_judgments_below_them_and_show_nothing_else() {
        chain("root", "leaf");
        leaves(LeafState.FAILED).open(judge("leaf", 1), Lineage.stored());
        leaves(LeafState.PAUSED).open(judge("leaf", 1), Lineage.stored());
        assertThat(executions().search(ExecutionQuery.all()).links()).isEmpty();
        assertThat(executions()
                        .search(ExecutionQuery.all().withAwaiting(Awaiting.ANY))
                        .executions())
                .isEmpty();
    }

    @Test
    void a_parent_that_is_stored_late_shows_every_state() {
        saved("leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        for (LeafState state : LeafState.values()) {
            leaves(state).open(judge("leaf", 1), Lineage.stored());
        }
        saved("root", Stages.pipeline("call"));
        for (LeafState state : LeafState.values()) {
            assertThat(waiting(state)).containsExactly(new Shown(judge("leaf", 1), List.of(call("root"))));
        }
    }

    @Test
    void the_deletion_of_an_execution_removes_it_from_every_state() {
        chain("root", "leaf");
        for (LeafState state : LeafState.values()) {
            leaves(state).open(judge("leaf", 1), Lineage.stored());
        }
        executions().delete("leaf");
        for (LeafState state : LeafState.values()) {
            assertThat(waiting(state)).isEmpty();
            assertThat(leaves(state).links(List.of("root"))).isEmpty();
        }
    }

    @Test
    void a_stage_has_failed_since_its_end_as_long_as_its_execution_goes_on() {
        Execution root = saved("root", Stages.ofType("wait", "terminal"), Stages.ofType("wait", "stopped"));
        end(root, "terminal", ExecutionStatus.TERMINAL);
        end(root, "stopped", ExecutionStatus.STOPPED);
        assertThat(repair(LeafState.FAILED).opened()).isEqualTo(2);
        assertThat(waiting(LeafState.FAILED))
                .extracting(waiting -> waiting.judgment().key())
                .containsExactly(
                        judgment(key("root", "stopped"), 5).key(),
                        judgment(key("root", "terminal"), 5).key());
        executions()
                .save(executions().find("root").orElseThrow().toBuilder()
                        .status(ExecutionStatus.TERMINAL)
                        .build());
        assertThat(repair(LeafState.FAILED).closed()).isEqualTo(2);
        assertThat(waiting(LeafState.FAILED)).isEmpty();
    }

    @Test
    void a_stage_has_failed_as_long_as_a_stage_waits_for_its_execution() {
        saved("root", Stages.pipeline("call"));
        Execution leaf = saved("leaf", Trigger.reference("root", "call"), Stages.ofType("wait", "step"));
        end(leaf, "step", ExecutionStatus.TERMINAL);
        executions()
                .save(executions().find("leaf").orElseThrow().toBuilder()
                        .status(ExecutionStatus.TERMINAL)
                        .build());
        assertThat(repair(LeafState.FAILED).opened()).isEqualTo(1);
        assertThat(leaves(LeafState.FAILED).links(List.of("root"))).hasSize(1);
        assertThat(repair(LeafState.FAILED)).isEqualTo(Repairs.NONE);
        executions().saveStage("root", Stages.ended(Stages.pipeline("call"), ExecutionStatus.CANCELED, at(6)));
        assertThat(repair(LeafState.FAILED).closed()).isEqualTo(1);
        assertThat(waiting(LeafState.FAILED)).isEmpty();
    }

    @Test
    void a_stage_that_failed_and_is_restarted_has_failed_no_more() {
        Execution root = saved("root", Stages.ofType("wait", "step"));
        end(root, "step", ExecutionStatus.TERMINAL);
        repair(LeafState.FAILED);
        executions().saveStage("root", Stages.running(Stages.ofType("wait", "step"), at(6)));
        assertThat(repair(LeafState.FAILED).closed()).isEqualTo(1);
        assertThat(waiting(LeafState.FAILED)).isEmpty();
    }

    @Test
    void the_stages_under_way_in_a_paused_execution_are_paused_except_those_that_wait_for_executions() {
        saved("root", Stages.pipeline("call"));
        Execution leaf = saved(
                "leaf",
                Trigger.reference("root", "call"),
                Stages.judgment("judge"),
                Stages.pipeline("call"),
                Stages.ofType("wait", "done"));
        end(leaf, "done", ExecutionStatus.SUCCEEDED);
        Execution paused = executions().find("leaf").orElseThrow().toBuilder()
                .status(ExecutionStatus.PAUSED)
                .extra(Map.of("paused", Map.of("pauseTime", at(7).toEpochMilli())))
                .build();
        executions().save(paused);
        assertThat(repair(LeafState.PAUSED).opened()).isEqualTo(1);
        assertThat(waiting(LeafState.PAUSED))
                .containsExactly(new Shown(
                        new Judgment(judge("leaf", 7).key(), "app", "pipeline of leaf", "the manualJudgment judge"),
                        List.of(call("root")),
                        true));
        executions().save(paused.toBuilder().status(ExecutionStatus.RUNNING).build());
        assertThat(repair(LeafState.PAUSED).closed()).isEqualTo(1);
        assertThat(waiting(LeafState.PAUSED)).isEmpty();
    }

    private void end(Execution execution, String stageId, ExecutionStatus status) {
        Stage stage = execution.stage(stageId).orElseThrow();
        executions().saveStage(execution.id(), Stages.ended(stage, status, at(5)));
    }

    private Repairs repair(LeafState state) {
        return leaves(state).repair(at(100), at(-1), 100);
    }

    private List<Shown> waiting(LeafState state) {
        JudgmentRepository repository = leaves(state);
        return Shown.of(repository.search(JudgmentQuery.all()).judgments());
    }
}
