package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** An execution of A1 that waits for one of A2, in which a human is awaited, and what an engine does with the two. */
final class Tree {

    static final Stage JUDGMENT = Stage.builder("judge", "manualJudgment")
            .status(ExecutionStatus.RUNNING)
            .startTime(Instant.EPOCH)
            .build();

    private static final String PARENT_STAGE = "run";

    private Tree() {}

    /** Stores both, and tells that the judgment waits. */
    static void open(ApplicationContext engine) {
        save(engine.getBean(ExecutionRepository.class));
        engine.getBean(Listeners.class).beforeStage(leaf(), JUDGMENT);
    }

    /** Stores both, and tells nothing. */
    static void save(ExecutionRepository executions) {
        executions.save(parent());
        executions.save(leaf());
    }

    /** Stores that the judgment is over, and tells it. */
    static void close(ApplicationContext engine) {
        Stage ended = JUDGMENT.toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(Instant.EPOCH.plusSeconds(1))
                .build();
        engine.getBean(ExecutionRepository.class).saveStage("leaf", ended);
        engine.getBean(Listeners.class).afterStage(leaf().withStage(ended), ended);
    }

    /** How many judgments are open. */
    static int waiting(ApplicationContext engine) {
        return engine.getBean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.all())
                .judgments()
                .size();
    }

    /** The attributes on the parent's stage, in the list of its application; empty if there are none. */
    static Map<String, String> shownAbove(ApplicationContext engine) {
        ExecutionPage page = engine.getBean(ExecutionRepository.class).search(ExecutionQuery.ofApplication("A1"));
        assertThat(page.executions()).containsExactly(parent());
        return engine.getBean(JudgmentNavigation.class)
                .others(page)
                .get("parent")
                .stage(PARENT_STAGE)
                .map(attributes -> attributes.asMap())
                .orElse(Map.of());
    }

    /** The judgment shows above and is the only one; then it is over, and nothing shows. */
    static void assertShownUntilItIsOver(ApplicationContext engine) {
        assertThat(shownAbove(engine))
                .containsEntry("leafnodePipelineExecutionId", "leaf")
                .containsEntry("leafnodePipelineApplicationName", "A2");
        assertThat(engine.getBean(ExecutionRepository.class)
                        .search(ExecutionQuery.all().withAwaiting(Awaiting.ANY))
                        .executions())
                .extracting(Execution::id)
                .containsExactlyInAnyOrder("parent", "leaf");
        close(engine);
        assertThat(shownAbove(engine)).isEmpty();
        assertThat(waiting(engine)).isZero();
    }

    private static Execution parent() {
        return execution("parent", "A1", PARENT_STAGE, "pipeline", Trigger.empty());
    }

    private static Execution leaf() {
        return execution("leaf", "A2", "judge", "manualJudgment", Trigger.reference("parent", PARENT_STAGE));
    }

    private static Execution execution(
            String id, String application, String stageId, String stageType, Trigger trigger) {
        return Execution.builder(id, application)
                .status(ExecutionStatus.RUNNING)
                .buildTime(Instant.EPOCH)
                .trigger(trigger)
                .stages(List.of(Stage.builder(stageId, stageType)
                        .status(ExecutionStatus.RUNNING)
                        .startTime(Instant.EPOCH)
                        .build()))
                .build();
    }
}
