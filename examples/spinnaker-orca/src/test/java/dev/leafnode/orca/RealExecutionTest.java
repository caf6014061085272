package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import com.netflix.spinnaker.orca.q.RunTask;
import dev.leafnode.orca.engine.OrcaJson;
import dev.leafnode.orca.engine.PipelineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A release of three levels as it is found in the field: it calls a deployment, whose deploy stage runs a custom strategy.
 * Neither parent's stage knows its child's id when the child waits.
 */
class RealExecutionTest {

    private static final Path REAL = Path.of("../../../shared/fixtures/nested-three-levels.json");

    private final Site site = new Site(TestDatabase.H2.create(), 2);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_judgment_in_a_strategy_shows_on_both_ancestors_that_do_not_know_their_child() {
        PipelineConfig strategy = pipeline("strategy", "tracks")
                .stage("1", "succeed")
                .judgment("2")
                .after("1");
        PipelineConfig deployment = pipeline("deployment", "tracks")
                .deploys("1", strategy)
                .with("restrictExecutionDuringTimeWindow", true)
                .with("restrictedExecutionWindow", Map.of("days", List.of(1, 2, 3, 4, 5, 6, 7)))
                .stage("2", "deploy")
                .stage("3", "wait")
                .with("waitTime", 86_400);
        PipelineConfig release = pipeline("release", "tracks")
                .stage("1", "deploy")
                .judgment("2")
                .with("stageEnabled", Map.of("type", "expression", "expression", "false"))
                .after("1")
                .runs("3", deployment)
                .after("2");
        site.engine().know(strategy, deployment);
        site.engine().start(release, Map.of("type", "cron", "user", "[anonymous]"));

        Runnable forgetDeployment = beforeItStartsItsChild("release");
        Runnable forgetStrategy = beforeItStartsItsChild("deployment");
        site.engine()
                .handleUpTo(message -> message instanceof RunTask task
                        && task.getExecutionId()
                                .equals(site.engine()
                                        .executions()
                                        .of("strategy")
                                        .getId())
                        && site.stage("strategy", "2").getTasks().size() == 1);
        forgetDeployment.run();
        forgetStrategy.run();

        assertThat(site.check().shown()).isEqualTo(2);
        site.pod(1).reconcile();
        assertThat(site.check().shown()).isEqualTo(2);
        site.judge("strategy", "2", "continue");
        assertThat(site.check().shown()).isZero();
    }

    @Test
    void a_judgment_in_an_execution_that_orca_wrote_shows_on_its_ancestors() throws IOException {
        assumeThat(Files.exists(REAL))
                .as("%s, which is beside the project and not in it", REAL)
                .isTrue();
        ObjectNode json = (ObjectNode) OrcaObjectMapper.getInstance().readTree(Files.readString(REAL));
        PipelineExecution middle = parentOf(OrcaJson.read(json.toString()));
        PipelineExecution root = parentOf(middle);
        site.engine().instance(0).repository().store(root);
        site.engine().instance(0).repository().store(middle);

        json.put("status", "RUNNING").put("canceled", false).putNull("endTime");
        ArrayNode stages = json.putArray("stages");
        stages.addObject()
                .put("id", "c0ffee00-0000-4000-8000-000000000001")
                .put("refId", "1")
                .put("type", "manualJudgment")
                .put("name", "Go on?")
                .put("status", "NOT_STARTED")
                .put("startTime", (Long) null)
                .set("context", OrcaObjectMapper.getInstance().createObjectNode());
        ((ObjectNode) stages.get(0)).putArray("requisiteStageRefIds");
        site.engine().load(json.toString());
        site.engine().handleDue();

        assertThat(site.check().shown()).isEqualTo(2);
        site.pod(1).reconcile();
        assertThat(site.check().shown()).isEqualTo(2);
        site.judge(json.get("name").asText(), "1", "continue");
        site.checkNothingShows();
    }

    private static PipelineExecution parentOf(PipelineExecution child) {
        return ((PipelineTrigger) child.getTrigger()).getParentExecution();
    }

    /** Stores the stage that runs a pipeline as it was before it did. */
    private Runnable beforeItStartsItsChild(String pipeline) {
        RunTask starts = (RunTask) site.engine()
                .handleUpTo(message -> message instanceof RunTask task
                        && task.getTaskType().getSimpleName().equals("StartPipelineTask")
                        && task.getExecutionId()
                                .equals(site.engine().executions().of(pipeline).getId()));
        Runnable stale =
                site.engine().staleCopy(site.engine().executions().of(pipeline).stageById(starts.getStageId()));
        site.engine().handleNext();
        return stale;
    }
}
