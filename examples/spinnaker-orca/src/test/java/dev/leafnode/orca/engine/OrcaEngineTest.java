package dev.leafnode.orca.engine;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.SyntheticStageOwner;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.Trigger;
import com.netflix.spinnaker.orca.events.ExecutionStarted;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import dev.leafnode.orca.engine.OrcaEngine.Listening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrcaEngineTest {

    private final PipelineConfig leaf = pipeline("C", "check").judgment("1");
    private final PipelineConfig middle = pipeline("B", "build").runs("1", leaf);
    private final PipelineConfig root =
            pipeline("A", "deploy").stage("1", "succeed").runs("2", middle).after("1");

    private final OrcaEngine engine = OrcaEngine.start().know(leaf, middle);

    @Test
    void a_chain_waits_for_its_judgment_and_goes_on_when_it_is_made() {
        engine.start(root);
        engine.handleDue();
        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.executions().statusOf("A", "2")).isEqualTo("RUNNING");

        engine.requests().judge(engine.executions().stage("C", "1"), "continue");
        engine.advance(Duration.ofMinutes(1));

        assertThat(engine.executions().statusOf("C")).isEqualTo("SUCCEEDED");
        assertThat(engine.executions().statusOf("B")).isEqualTo("SUCCEEDED");
        assertThat(engine.executions().statusOf("A")).isEqualTo("SUCCEEDED");
        assertThat(engine.failures()).isEmpty();
        assertThat(engine.redeliveries()).isEmpty();
    }

    @Test
    void a_child_has_its_parent_as_it_was_when_the_child_started() {
        engine.start(root);
        engine.handleDue();

        PipelineTrigger trigger = (PipelineTrigger) engine.executions().of("B").getTrigger();
        assertThat(trigger.getParentExecution().getId())
                .isEqualTo(engine.executions().of("A").getId());
        assertThat(trigger.getParentPipelineStageId())
                .isEqualTo(engine.executions().stage("A", "2").getId());
        assertThat(trigger.getParentStage().getContext()).doesNotContainKey("executionId");
    }

    @Test
    void a_child_that_the_end_of_another_pipeline_started_has_a_parent_and_no_stage_of_it() {
        engine.start(pipeline("E", "deploy").stage("1", "succeed"));
        engine.handleDue();
        engine.startAfter(engine.executions().of("E"), leaf);
        engine.handleDue();

        PipelineTrigger trigger = (PipelineTrigger) engine.executions().of("C").getTrigger();
        assertThat(trigger.getParentExecution().getName()).isEqualTo("E");
        assertThat(trigger.getParentPipelineStageId()).isNull();
        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
    }

    @Test
    void a_custom_strategy_runs_in_a_stage_after_the_deployment() {
        engine.start(pipeline("D", "deploy").deploys("1", leaf));
        engine.handleDue();

        PipelineExecution deployment = engine.executions().of("D");
        StageExecution after = deployment.stageById(
                ((PipelineTrigger) engine.executions().of("C").getTrigger()).getParentPipelineStageId());
        assertThat(deployment.getStages())
                .extracting(StageExecution::getType)
                .containsExactlyInAnyOrder("deploy", "initialization", "determineTargetServerGroup", "pipeline");
        assertThat((Object) after.getSyntheticStageOwner()).isEqualTo(SyntheticStageOwner.STAGE_AFTER);
        assertThat(after.getParentStageId())
                .isEqualTo(deployment.stageByRef("1").getId());

        engine.requests().judge(engine.executions().stage("C", "1"), "continue");
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.executions().statusOf("D")).isEqualTo("SUCCEEDED");
    }

    @Test
    void one_stage_starts_several_children_and_waits_for_all() {
        PipelineConfig other = pipeline("E", "check").judgment("1");
        engine.know(other).start(pipeline("F", "deploy").runsAll("1", leaf, other));
        engine.handleDue();

        assertThat(engine.executions().stage("F", "1").getContext())
                .containsEntry(
                        "executionIds",
                        List.of(
                                engine.executions().of("C").getId(),
                                engine.executions().of("E").getId()));
        engine.requests().judge(engine.executions().stage("C", "1"), "continue");
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.executions().statusOf("F")).isEqualTo("RUNNING");
        engine.requests().judge(engine.executions().stage("E", "1"), "continue");
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.executions().statusOf("F")).isEqualTo("SUCCEEDED");
    }

    @Test
    void an_execution_that_was_written_as_json_runs_on() {
        engine.start(leaf);
        engine.handleDue();
        String json = OrcaJson.write(engine.executions().of("C"));

        OrcaEngine later = OrcaEngine.start();
        later.load(json);
        later.advance(Duration.ofMinutes(1));
        assertThat(later.executions().statusOf("C", "1")).isEqualTo("RUNNING");
        later.requests().judge(later.executions().stage("C", "1"), "continue");
        later.advance(Duration.ofMinutes(1));

        assertThat(later.executions().statusOf("C")).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_listener_may_see_references_where_handlers_see_snapshots() {
        List<Trigger> seen = new ArrayList<>();
        Listening listening = (repository, clock) -> event -> {
            if (event instanceof ExecutionStarted started) {
                seen.add(started.getExecution().getTrigger());
                seen.add(repository
                        .retrieve(ExecutionType.PIPELINE, started.getExecutionId())
                        .getTrigger());
            }
        };
        OrcaEngine referring = OrcaEngine.start(1, listening.byReference());
        String parent = referring.know(leaf).start(middle);
        referring.handleDue();

        assertThat(seen.subList(0, 2)).noneMatch(ReferenceTrigger.class::isInstance);
        assertThat(seen.subList(2, 4))
                .allMatch(trigger -> trigger instanceof ReferenceTrigger reference
                        && reference.getParentExecutionId().equals(parent));
        assertThat(referring.executions().of("C").getTrigger()).isInstanceOf(PipelineTrigger.class);
    }

    @Test
    void a_cancelled_parent_cancels_its_children() {
        engine.start(root);
        engine.handleDue();

        engine.requests().cancel(engine.executions().of("A"));
        engine.advance(Duration.ofMinutes(2));

        assertThat(engine.executions().statusOf("A")).isEqualTo("CANCELED");
        assertThat(engine.executions().statusOf("B")).isEqualTo("CANCELED");
        assertThat(engine.executions().statusOf("C")).isEqualTo("CANCELED");
        assertThat(engine.failures()).isEmpty();
    }
}
