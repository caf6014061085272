package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.judgment;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The listener of an engine that keeps its executions itself. */
class ForeignEngineTest {

    private static final Instant LATER = NOON.plusSeconds(60);

    private final Map<String, Execution> engine = new HashMap<>();
    private Runnable meanwhile = () -> {};
    private final ExecutionLookup lookup = id -> Optional.ofNullable(engine.get(id));
    private final LineageSource lineages = new LineageResolver(lookup::find, WaitRules.DEFAULT);
    private final JudgmentRepository judgments =
            new InMemoryStore(WaitRules.DEFAULT, InstantSource.fixed(LATER)).judgments();
    private final JudgmentNavigationListener listener = new JudgmentNavigationListener(
            judgments,
            lookup,
            leaf -> {
                var lineage = lineages.of(leaf);
                meanwhile.run();
                return lineage;
            },
            WaitRules.DEFAULT,
            InstantSource.fixed(LATER),
            Isolation.none());

    private final Task task = Task.notStarted("1", "waitForJudgment").running(NOON);
    private final Stage waiting = judgment("j").toBuilder().tasks(List.of(task)).build();
    private final Execution root = stored(running("root", running("r", "pipeline")));
    private final Execution middle = stored(running("middle", Trigger.snapshot(root, "r"), running("m", "pipeline")));
    private final Execution leaf = stored(running("leaf", Trigger.reference("middle", "m"), waiting));

    @Test
    void a_judgment_opens_as_the_engine_has_stored_it_and_not_as_a_late_event_carries_it() {
        stored(leaf.withStage(ended(waiting)));
        listener.beforeTask(leaf, waiting, task);
        engine.remove("leaf");
        listener.beforeTask(leaf, waiting, task);
        assertThat(open()).isZero();
        assertThat(listener.failures()).isZero();

        stored(leaf);
        listener.beforeTask(leaf, waiting, task);
        assertThat(open()).isEqualTo(1);
        assertThat(shownOn("middle", "root")).containsExactlyInAnyOrder("middle/m", "root/r");
    }

    @Test
    void a_stage_that_ends_while_the_way_through_it_is_written_shows_nothing() {
        meanwhile = () -> stored(middle.withStage(ended(middle.stages().get(0))));
        listener.beforeTask(leaf, waiting, task);
        assertThat(open()).isEqualTo(1);
        assertThat(shownOn("middle", "root")).isEmpty();
    }

    @Test
    void a_stage_that_starts_again_is_cut_from_the_child_it_waited_for() {
        listener.beforeTask(leaf, waiting, task);
        Stage again = running("m", "pipeline").toBuilder().startTime(LATER).build();
        listener.beforeStage(stored(middle.withStage(again)), again);
        assertThat(open()).isEqualTo(1);
        assertThat(shownOn("middle", "root")).isEmpty();
    }

    @Test
    void a_stage_that_starts_again_for_the_same_child_shows_what_waits_below_it() {
        listener.beforeTask(leaf, waiting, task);
        Stage again = running("r", "pipeline").toBuilder()
                .startTime(LATER)
                .context(Map.of("executionId", "middle"))
                .build();
        listener.afterStage(root, ended(root.stages().get(0)));
        assertThat(shownOn("middle", "root")).containsExactly("middle/m");

        listener.beforeStage(stored(root.withStage(again)), again);
        assertThat(shownOn("middle", "root")).containsExactlyInAnyOrder("middle/m", "root/r");
    }

    @Test
    void a_stage_that_starts_to_watch_executions_shows_what_waits_in_them() {
        Stage starter = ended(running("s", "pipeline"));
        Stage monitor = running("w", "monitorPipeline").toBuilder()
                .context(Map.of("executionIds", List.of("one", "two", "not there")))
                .build();
        Execution watcher = stored(running("watcher", starter));
        for (String child : List.of("one", "two")) {
            listener.beforeTask(stored(running(child, Trigger.reference("watcher", "s"), waiting)), waiting, task);
        }
        assertThat(shownOn("watcher")).isEmpty();

        listener.beforeStage(stored(watcher.withStage(monitor)), monitor);
        assertThat(judgments.links(List.of("watcher")))
                .extracting(link -> link.ancestor().stageId(), JudgmentLink::count)
                .containsExactlyInAnyOrder(tuple("w", 1), tuple("w", 1));

        Execution third = stored(running("not there", Trigger.reference("watcher", "s"), waiting));
        listener.beforeTask(third, waiting, task);
        assertThat(judgments.links(List.of("watcher"))).hasSize(3);
    }

    @Test
    void a_stage_that_starts_to_watch_shows_everything_below_however_much() {
        Execution watcher = stored(running("watcher", ended(running("s", "pipeline"))));
        Execution child =
                stored(running("child", Trigger.reference("watcher", "s"), running("c", "runMultiplePipelines")));
        for (int i = 0; i < 120; i++) {
            listener.beforeTask(stored(running("leaf " + i, Trigger.reference("child", "c"), waiting)), waiting, task);
        }
        Stage monitor = running("w", "monitorPipeline").toBuilder()
                .context(Map.of("executionIds", List.of(child.id())))
                .build();
        listener.beforeStage(stored(watcher.withStage(monitor)), monitor);
        assertThat(judgments.links(List.of("watcher")).stream()
                        .mapToInt(JudgmentLink::count)
                        .sum())
                .isEqualTo(120);
    }

    private Execution stored(Execution execution) {
        engine.put(execution.id(), execution);
        return execution;
    }

    private static Stage ended(Stage stage) {
        return stage.toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(LATER)
                .build();
    }

    private int open() {
        return judgments.search(JudgmentQuery.all()).judgments().size();
    }

    private List<String> shownOn(String... executions) {
        return judgments.links(List.of(executions)).stream()
                .map(JudgmentLink::ancestor)
                .map(StageKey::toString)
                .toList();
    }
}
