package dev.leafnode.orca;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.orca.Truth.Leaf;
import dev.leafnode.orca.engine.OrcaEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Some instances of Orca, each with the adapter, on one queue, one Redis for executions and one database for judgments. */
final class Site implements AutoCloseable {

    private final List<OrcaPod> pods = new ArrayList<>();
    private final OrcaEngine engine;

    Site(DataSource judgments, int instances, String... properties) {
        engine = OrcaEngine.start(instances, (repository, clock) -> {
            OrcaPod pod = new OrcaPod(repository, clock, judgments, properties);
            pods.add(pod);
            return pod.publisher();
        });
    }

    OrcaEngine engine() {
        return engine;
    }

    OrcaPod pod(int index) {
        return pods.get(index);
    }

    /** Lets all that is due happen, and a minute pass: every poll comes by. */
    void settle() {
        engine.advance(Duration.ofMinutes(1));
    }

    StageExecution stage(String pipeline, String refId) {
        return engine.executions().stage(pipeline, refId);
    }

    void judge(String pipeline, String refId, String decision) {
        engine.requests().judge(stage(pipeline, refId), decision);
        settle();
    }

    /**
     * Every execution, as every instance answers, shows what the truth is: each stage the longest-waiting leaf below it,
     * the trigger that of all its stages, and each of Deck's markers waits and links where it must. And Orca had to handle
     * no message again.
     *
     * @return the truth, for what more there is to say of it
     */
    Truth check() {
        assertThat(engine.failures())
                .as("messages that Orca has to handle again")
                .isEmpty();
        assertThat(engine.redeliveries()).as("redeliveries").isEmpty();
        return checkWhateverTheQueueDid();
    }

    /** The same, after messages that were repeated on purpose. */
    Truth checkWhateverTheQueueDid() {
        Truth truth = truth();
        for (OrcaPod pod : pods) {
            for (PipelineExecution execution : truth.executions()) {
                check(execution, pod.getJson("/pipelines/" + execution.getId()), truth);
            }
            assertThat(pod.open()).as("open judgments").isEqualTo(truth.open());
        }
        return truth;
    }

    /** Nothing waits, and nothing shows anywhere. */
    void checkNothingShows() {
        Truth truth = check();
        assertThat(truth.open()).isZero();
        assertThat(truth.shown()).isZero();
    }

    /** A database that comes back takes a moment, and so does a pool that has lost its connections. */
    void reconcileUntil(ThrowingRunnable right) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            pods.get(0).reconcile();
            right.run();
        });
    }

    Truth truth() {
        return new Truth(
                pods.get(0).bean(ExecutionRepository.class).retrieveAllExecutionIds(ExecutionType.PIPELINE).stream()
                        .map(id -> engine.executions().byId(id))
                        .toList());
    }

    @Override
    public void close() {
        pods.forEach(OrcaPod::close);
    }

    private static void check(PipelineExecution execution, JsonNode answer, Truth truth) {
        List<Leaf> shown = new ArrayList<>();
        for (Deck.Marker marker : Deck.markers(answer)) {
            Optional<Leaf> longest =
                    leaves(execution, marker.ids(), truth).stream().sorted().findFirst();
            longest.ifPresent(shown::add);
            for (String id : marker.ids()) {
                Optional<Leaf> own = truth.leaf(execution.stageById(id));
                boolean first = id.equals(marker.ids().get(0));
                assertThat(attributes(marker.stage(id).get("others")))
                        .as("others of stage %s of %s", id, execution.getName())
                        .isEqualTo(expected(first ? own.or(() -> longest) : own));
            }
            longest.ifPresent(leaf -> assertThat(marker.link())
                    .as("link in " + execution.getName())
                    .isEqualTo(expectedLink(
                            truth.leaf(execution.stageById(marker.ids().get(0))).orElse(leaf))));
            assertThat(marker.isWaiting()).isEqualTo(isAwaitedAtPipeline(execution, marker.ids(), truth));
        }
        assertThat(attributes(answer.get("trigger").get("others")))
                .as("others of the trigger of " + execution.getName())
                .isEqualTo(expected(shown.stream().sorted().findFirst()));
        answer.get("stages")
                .forEach(stage -> assertThat(stage.get("others")).as("others").isNotNull());
        assertThat(answer.toString().split("leafnodePipelineExecutionId", -1).length > 1)
                .as("something shows in " + execution.getName())
                .isEqualTo(!shown.isEmpty());
    }

    private static List<Leaf> leaves(PipelineExecution execution, List<String> stageIds, Truth truth) {
        return stageIds.stream()
                .flatMap(id -> truth.leaf(execution.stageById(id)).stream())
                .toList();
    }

    private static boolean isAwaitedAtPipeline(PipelineExecution execution, List<String> stageIds, Truth truth) {
        return stageIds.stream()
                .map(execution::stageById)
                .anyMatch(stage -> stage.getType().equals("pipeline")
                        && stage.getStatus().name().equals("RUNNING")
                        && truth.leaf(stage).isPresent());
    }

    private static Map<String, String> attributes(JsonNode others) {
        Map<String, String> attributes = new TreeMap<>();
        others.fields()
                .forEachRemaining(
                        field -> attributes.put(field.getKey(), field.getValue().asText()));
        return attributes;
    }

    private static Map<String, String> expected(Optional<Leaf> leaf) {
        return leaf.map(found -> Map.of(
                        "leafnodePipelineExecutionId", found.execution(),
                        "leafnodePipelineApplicationName", found.application(),
                        "leafnodeApplicationName", found.application()))
                .orElse(Map.of());
    }

    private static String expectedLink(Leaf leaf) {
        return leaf.application() + "/" + leaf.execution();
    }
}
