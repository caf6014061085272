package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.orca.engine.PipelineConfig;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances with several threads each, as in production: starts, polls, judgments and passes of the reconciler at once. */
class ManyThreadsTest {

    private static final int TREES = 12;
    private static final int THREADS = 4;
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final PipelineConfig leaf = pipeline("leaf", "a3").judgment("1");
    private final PipelineConfig other = pipeline("other", "a4").judgment("1");
    private final PipelineConfig middle = pipeline("middle", "a2").runsAll("1", leaf, other);
    private final PipelineConfig root = pipeline("root", "a1").runs("1", middle);
    private final Site site = new Site(TestDatabase.H2.create(), 2);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whatever_happens_at_once_shows_in_the_end_without_a_repair() {
        site.engine().know(leaf, other, middle);
        IntStream.range(0, TREES).forEach(i -> site.engine().start(root));
        site.engine().advance(A_WHILE, THREADS);
        Truth truth = site.check();
        assertThat(truth.open()).isEqualTo(2 * TREES);
        assertThat(truth.shown()).isEqualTo(2 * TREES);

        judgeAll("leaf", "continue");
        Truth half = site.check();
        assertThat(half.open()).isEqualTo(TREES);
        assertThat(half.shown()).isEqualTo(2 * TREES);

        judgeAll("other", "stop");
        site.checkNothingShows();
    }

    private void judgeAll(String pipeline, String decision) {
        site.engine()
                .executions()
                .allOf(pipeline)
                .forEach(execution -> site.engine().requests().judge(execution.stageByRef("1"), decision));
        site.engine().advance(A_WHILE, THREADS);
    }
}
