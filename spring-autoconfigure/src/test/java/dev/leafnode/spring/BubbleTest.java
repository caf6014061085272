package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class BubbleTest {

    private static final Instant SINCE = Instant.parse("2001-02-03T04:05:06Z");

    private static final Execution PARENT = Execution.builder("parent", "application")
            .status(ExecutionStatus.RUNNING)
            .stages(List.of(Stage.builder("waiting", "pipeline")
                    .status(ExecutionStatus.RUNNING)
                    .startTime(SINCE)
                    .build()))
            .build();

    private static final Stage FAILED = Stage.builder("deploy", "deploy")
            .status(ExecutionStatus.TERMINAL)
            .startTime(SINCE)
            .endTime(SINCE)
            .build();

    private static final Stage RUNNING = Stage.builder("wait", "wait")
            .status(ExecutionStatus.RUNNING)
            .startTime(SINCE)
            .build();

    private final ApplicationContextRunner inMemory = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory");

    private final ApplicationContextRunner inH2 = SqlHost.withNewDatabase().withPropertyValues("leafnode.enabled=true");

    @Test
    void nothing_but_judgments_is_shown_unless_asked_for() {
        inMemory.run(context -> {
            assertThat(context).doesNotHaveBean(LeafStateListener.class);
            LeafStates states = context.getBean(LeafStates.class);
            assertThat(states.of(LeafState.JUDGMENT)).containsSame(context.getBean(JudgmentNavigation.class));
            assertThat(states.of(LeafState.FAILED)).isEmpty();
            assertThat(states.of(LeafState.PAUSED)).isEmpty();
        });
    }

    @Test
    void a_failed_leaf_is_shown_among_the_failed_and_nowhere_else() {
        for (ApplicationContextRunner host : List.of(inMemory, inH2)) {
            host.withPropertyValues("leafnode.bubble=judgment,failed").run(context -> {
                assertThat(context).hasSingleBean(LeafStateListener.class);
                Execution leaf = save(leaf(ExecutionStatus.RUNNING, FAILED), context);

                context.getBean(Listeners.class).afterStage(leaf, FAILED);

                assertThat(blocking("parent", LeafState.FAILED, context)).containsExactly("deploy");
                assertThat(blocking("parent", LeafState.JUDGMENT, context)).isEmpty();
                assertThat(context.getBean(LeafStates.class).of(LeafState.PAUSED))
                        .isEmpty();
            });
        }
    }

    @Test
    void a_pause_of_which_no_event_tells_is_found_by_the_next_pass() {
        for (ApplicationContextRunner host : List.of(inMemory, inH2)) {
            host.withPropertyValues("leafnode.bubble=judgment,failed,paused").run(context -> {
                assertThat(context.getBeansOfType(LeafStateListener.class)).hasSize(2);
                save(leaf(ExecutionStatus.PAUSED, RUNNING), context);

                Passes.make(context);

                assertThat(blocking("parent", LeafState.PAUSED, context)).containsExactly("wait");
                assertThat(blocking("parent", LeafState.JUDGMENT, context)).isEmpty();
            });
        }
    }

    @Test
    void leaf_states_of_the_host_win() {
        LeafStates own = new LeafStates(Map.of());
        inMemory.withBean(LeafStates.class, () -> own)
                .run(context -> assertThat(context).getBean(LeafStates.class).isSameAs(own));
    }

    @Test
    void a_host_with_judgments_of_its_own_cannot_ask_for_more_and_reads_why() {
        inMemory.withBean(
                        JudgmentRepository.class,
                        () -> new InMemoryStore(WaitRules.DEFAULT, Clock.systemUTC()).judgments())
                .withPropertyValues("leafnode.bubble=judgment,paused")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(StoreSelectionException.class)
                        .hasMessage("leafnode.bubble asks for judgment, paused,"
                                + " but the application's own JudgmentRepository bean is for judgments only."));
    }

    private static Execution save(Execution leaf, ApplicationContext context) {
        ExecutionRepository executions = context.getBean(ExecutionRepository.class);
        executions.save(PARENT);
        executions.save(leaf);
        return leaf;
    }

    private static List<String> blocking(String executionId, LeafState state, ApplicationContext context) {
        return context.getBean(LeafStates.class).of(state).orElseThrow().blocking(executionId).judgments().stream()
                .map(waiting -> waiting.judgment().key().stage().stageId())
                .toList();
    }

    private static Execution leaf(ExecutionStatus status, Stage stage) {
        return Execution.builder("leaf", "application")
                .status(status)
                .trigger(Trigger.reference("parent", "waiting"))
                .stages(List.of(stage))
                .build();
    }
}
