package dev.leafnode.orca;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class OthersAdviceTest {

    private final JudgmentNavigation navigation =
            new JudgmentNavigation(new InMemoryStore(WaitRules.DEFAULT, InstantSource.system()).judgments());

    @Test
    void even_an_error_lets_orcas_answer_go_out() throws Exception {
        PipelineExecutionImpl execution = new PipelineExecutionImpl(ExecutionType.PIPELINE, "app");
        execution.setStatus(ExecutionStatus.RUNNING);
        execution.getStages().add(new StageExecutionImpl(execution, "pipeline", new HashMap<>()));
        OthersAdvice broken = new OthersAdvice(navigation, call -> {
            throw new NoSuchMethodError("another version of Spring Data");
        });
        Object body = broken.beforeBodyWrite(List.of(execution), null, null, null, null, null);
        assertThat(OrcaObjectMapper.getInstance().writeValueAsString(body)).contains("\"others\":{}");
        assertThat(broken.failures()).isEqualTo(1);
    }

    @Test
    void what_consists_of_no_executions_is_handed_on_as_it_is() {
        OthersAdvice advice = new OthersAdvice(navigation, Runnable::run);
        for (Object body : new Object[] {"text", List.of(), List.of("text"), new HashMap<>()}) {
            assertThat(advice.beforeBodyWrite(body, null, null, null, null, null))
                    .isSameAs(body);
        }
        assertThat(advice.beforeBodyWrite(null, null, null, null, null, null)).isNull();
    }
}
