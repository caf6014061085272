package dev.leafnode.web.resource;

import static dev.leafnode.web.resource.PipelineExecutionViewTest.execution;
import static dev.leafnode.web.resource.PipelineExecutionViewTest.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which environments an execution delivers to, and how far each has come. */
class EnvironmentMappingTest {

    @Test
    void environments_are_those_that_contexts_name_in_the_order_in_which_their_stages_can_run() {
        Stage prod = named("3", "prod").toBuilder()
                .requisiteStageRefIds(List.of("2"))
                .build();
        Stage verify = named("4", "prod");
        Stage test = stage("2", "SUCCEEDED").toBuilder()
                .context(Map.of("environment", Map.of("name", " test ")))
                .requisiteStageRefIds(List.of("1"))
                .build();
        Stage dev = named("1", "dev");
        Stage child = named("5", "inner").toBuilder()
                .parentStageId("1")
                .syntheticStageOwner(SyntheticStageOwner.STAGE_AFTER)
                .build();
        PipelineExecution resource =
                made(execution("RUNNING", prod, test, dev, child, stage("deploy", "RUNNING"), verify));
        assertThat(resource.status().environments())
                .extracting(Environment::name, Environment::order)
                .containsExactly(tuple("dev", 0), tuple("test", 1), tuple("prod", 2));
    }

    @Test
    void otherwise_every_stage_that_deploys_is_one_by_its_name() {
        List<Stage> stages = new ArrayList<>();
        for (String type :
                List.of("deploy", "deployManifest", "createServerGroup", "cloneServerGroup", "bake", "wait")) {
            stages.add(
                    Stage.builder(type + "-id", type).refId(type).name("Deploy").build());
        }
        stages.add(Stage.builder("nameless", "deploy").refId("9").build());
        stages.add(Stage.builder("inner", "deploy").parentStageId("nameless").build());
        assertThat(EnvironmentMapping.DEFAULT.of(execution("RUNNING", stages.toArray(Stage[]::new))))
                .extracting(EnvironmentMapping.EnvironmentStages::name)
                .containsExactly("Deploy", "Deploy", "Deploy", "Deploy", "nameless");
        made(execution("RUNNING", stages.toArray(Stage[]::new)));
    }

    @Test
    void stages_that_require_each_other_keep_the_order_of_the_engine() {
        Stage one =
                named("1", "one").toBuilder().requisiteStageRefIds(List.of("2")).build();
        Stage two =
                named("2", "two").toBuilder().requisiteStageRefIds(List.of("1")).build();
        assertThat(made(execution("RUNNING", one, two)).status().environments())
                .extracting(Environment::name)
                .containsExactly("one", "two");
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,   SUCCEEDED,   SUCCEEDED,   Succeeded",
        "RUNNING,   SUCCEEDED,   NOT_STARTED, Running",
        "RUNNING,   SKIPPED,     NOT_STARTED, Pending",
        "RUNNING,   SKIPPED,     SKIPPED,     Skipped",
        "RUNNING,   SUCCEEDED,   SKIPPED,     Succeeded",
        "RUNNING,   SUCCEEDED,   RUNNING,     Running",
        "RUNNING,   RUNNING,     TERMINAL,    Failed",
        "RUNNING,   CANCELED,    TERMINAL,    Failed",
        "CANCELED,  SUCCEEDED,   CANCELED,    Cancelled",
        "SUCCEEDED, SUCCEEDED,   NOT_STARTED, Succeeded",
    })
    void several_stages_make_one_environment(String status, String first, String second, String type) {
        Stage one =
                named("1", "prod").toBuilder().status(ExecutionStatus.of(first)).build();
        Stage two = named("2", "prod").toBuilder()
                .status(ExecutionStatus.of(second))
                .build();
        if (second.equals("NOT_STARTED")) {
            two = two.toBuilder().startTime(null).endTime(null).build();
        }
        assertThat(made(execution(status, one, two)).status().environments())
                .extracting(environment -> environment.status().type())
                .containsExactly(type);
    }

    @Test
    void an_environment_of_stages_that_are_not_there_has_not_begun() {
        List<EnvironmentMapping.EnvironmentStages> mapping =
                List.of(new EnvironmentMapping.EnvironmentStages("moon", Set.of("rocket")));
        for (String status : List.of("RUNNING", "SUCCEEDED")) {
            PipelineExecution resource = PipelineExecutionView.of(execution(status), mapping, List.of());
            RoundTripTest.assertReadBack(resource);
            assertThat(resource.status().environments().get(0).status().type())
                    .isEqualTo(status.equals("RUNNING") ? "Pending" : "Skipped");
        }
    }

    private static PipelineExecution made(Execution execution) {
        PipelineExecution resource =
                PipelineExecutionView.of(execution, EnvironmentMapping.DEFAULT.of(execution), List.of());
        RoundTripTest.assertReadBack(resource);
        return resource;
    }

    private static Stage named(String refId, String environment) {
        return stage(refId, "RUNNING").toBuilder()
                .context(Map.of("environment", environment))
                .build();
    }
}
