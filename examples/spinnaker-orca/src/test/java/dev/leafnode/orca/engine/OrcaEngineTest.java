package dev.leafnode.orca.engine;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
