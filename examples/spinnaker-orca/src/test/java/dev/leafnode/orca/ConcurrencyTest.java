package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.events.StageComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.orca.engine.PipelineConfig;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Orca updates a parent's stage at the very moment at which a judgment below it begins: what becomes of the update, and of
 * the link?
 */
class ConcurrencyTest {

    private static final int ROUNDS = Integer.getInteger("leafnode.tck.rounds", 400);

    private final PipelineConfig leaf = pipeline("leaf", "a2").judgment("1");
    private final PipelineConfig root = pipeline("root", "a1").runs("1", leaf);
    private final Site site = new Site(TestDatabase.H2.create(), 2);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CyclicBarrier together = new CyclicBarrier(2);

    private int lostLinks;
    private int lostUpdates;
    private int linksThatStayed;

    @AfterEach
    void close() {
        threads.shutdownNow();
        site.close();
    }

    @Test
    void no_link_and_no_update_of_the_engine_is_lost_where_links_stand_beside_its_records() throws Exception {
        untilJudgment();
        for (int round = 0; round < ROUNDS; round++) {
            StageExecution judgment = startsAgain();
            race(round, () -> site.pod(1).publisher().publishEvent(started(judgment)));
            JsonNode shown = parent();
            if (shown.get("others").isEmpty()) {
                lostLinks++;
            }
            race(round, () -> site.pod(0).publisher().publishEvent(ended(judgment)));
            if (!parent().get("others").isEmpty()) {
                linksThatStayed++;
            }
        }
        report("beside the records");
        assertThat(lostLinks).as("lost links").isZero();
        assertThat(linksThatStayed).as("links that stayed").isZero();
        assertThat(lostUpdates).as("lost updates of the engine").isZero();
    }

    /** What was tried before: whoever begins to wait writes the link into the stage of its parent. */
    @Test
    void links_and_updates_of_the_engine_are_lost_where_links_are_written_into_its_records() throws Exception {
        untilJudgment();
        ExecutionRepository repository = site.engine().instance(1).repository();
        String parentId = site.stage("root", "1").getExecution().getId();
        for (int round = 0; round < ROUNDS; round++) {
            String link = "leaf " + round;
            race(round, () -> {
                StageExecution parent =
                        repository.retrieve(ExecutionType.PIPELINE, parentId).stageByRef("1");
                parent.getContext().put("leafnodePipelineExecutionId", link);
                repository.storeStage(parent);
            });
            if (!link.equals(site.stage("root", "1").getContext().get("leafnodePipelineExecutionId"))) {
                lostLinks++;
            }
        }
        report("in the records");
        assertThat(lostLinks).as("lost links").isPositive();
        assertThat(lostUpdates).as("lost updates of the engine").isPositive();
    }

    /** The engine changes the context of the parent's stage, and somebody does something about the link. */
    private void race(int round, Runnable link) throws Exception {
        StageExecution stage = site.stage("root", "1");
        Future<?> update = threads.submit(() -> {
            together.await();
            site.engine().requests().patch(stage, Map.of("round", round));
            return null;
        });
        Future<?> linked = threads.submit(() -> {
            together.await();
            link.run();
            return null;
        });
        update.get();
        linked.get();
        if (!Integer.valueOf(round).equals(site.stage("root", "1").getContext().get("round"))) {
            lostUpdates++;
        }
    }

    private void untilJudgment() {
        site.engine().know(leaf).start(root);
        site.engine().handleDue();
        assertThat(site.check().shown()).isEqualTo(1);
        startsAgain();
    }

    /** A new attempt of the judgment, as Orca stores it before it tells anybody. */
    private StageExecution startsAgain() {
        StageExecution judgment = site.stage("leaf", "1");
        judgment.setStatus(ExecutionStatus.RUNNING);
        judgment.setStartTime(judgment.getStartTime() + 1);
        judgment.getTasks().get(0).setStatus(ExecutionStatus.RUNNING);
        site.engine().instance(0).repository().storeStage(judgment);
        return judgment;
    }

    private TaskStarted started(StageExecution judgment) {
        return new TaskStarted(this, judgment, judgment.getTasks().get(0));
    }

    private StageComplete ended(StageExecution judgment) {
        judgment.setStatus(ExecutionStatus.SUCCEEDED);
        judgment.setEndTime(judgment.getStartTime());
        site.engine().instance(0).repository().storeStage(judgment);
        return new StageComplete(this, judgment);
    }

    private JsonNode parent() {
        return site.pod(0)
                .getJson("/pipelines/" + site.stage("root", "1").getExecution().getId())
                .get("stages")
                .get(0);
    }

    private void report(String where) {
        System.out.printf(
                "Links %s: of %d concurrent rounds %d links and %d updates of the engine were lost%n",
                where, ROUNDS, lostLinks, lostUpdates);
    }
}
