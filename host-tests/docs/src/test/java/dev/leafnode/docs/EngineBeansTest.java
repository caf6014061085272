package dev.leafnode.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Others;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import dev.leafnode.web.Decision;
import dev.leafnode.web.JudgmentDecider;
import dev.leafnode.web.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An engine that keeps its executions itself works with the beans that the pages tell it to have. */
class EngineBeansTest {

    private final Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Execution parent = running("e1", "A1", "pipeline", Trigger.empty());
    private final Execution leaf = running("e2", "A2", "manualJudgment", Trigger.reference("e1", "s1"));

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withUserConfiguration(EngineBeans.class)
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory", "leafnode.reconcile.interval=100ms");

    @Test
    void what_waits_shows_above_and_is_decided_once() {
        host.run(context -> {
            MyEngine engine = context.getBean(MyEngine.class);
            JudgmentNavigation navigation = context.getBean(JudgmentNavigation.class);
            engine.store(parent);
            engine.store(leaf);
            context.getBean(Listeners.class).beforeStage(leaf, leaf.stage("s1").orElseThrow());
            List<Execution> executionsOfThePage = engine.page();

            Map<String, Others> others = navigation.others(executionsOfThePage); // one statement for all of them

            assertThat(others.get("e1").stage("s1")).isPresent();
            JudgmentKey judgment = navigation
                    .inbox(JudgmentQuery.all())
                    .judgments()
                    .get(0)
                    .judgment()
                    .key();
            JudgmentDecider decider = context.getBean(JudgmentDecider.class);
            assertThat(decider.decide(decision(judgment, Verdict.CONTINUE))
                            .orElseThrow()
                            .accepted())
                    .isTrue();
            assertThat(decider.decide(decision(judgment, Verdict.STOP))
                            .orElseThrow()
                            .accepted())
                    .isFalse();
        });
    }

    @Test
    void what_no_event_told_is_found_and_taken_back() {
        host.run(context -> {
            MyEngine engine = context.getBean(MyEngine.class);
            JudgmentNavigation navigation = context.getBean(JudgmentNavigation.class);
            engine.store(parent);
            engine.store(leaf);
            await().untilAsserted(() -> assertThat(
                            navigation.inbox(JudgmentQuery.all()).judgments())
                    .hasSize(1));

            engine.store(leaf.withStage(leaf.stage("s1").orElseThrow().toBuilder()
                    .status(ExecutionStatus.CANCELED)
                    .build()));

            await().untilAsserted(() -> assertThat(
                            navigation.inbox(JudgmentQuery.all()).judgments())
                    .isEmpty());
        });
    }

    @Test
    void who_is_to_be_reminded_gets_mail() {
        host.withPropertyValues("leafnode.reminders=200ms,1d").run(context -> {
            context.getBean(MyEngine.class).store(leaf);

            await().untilAsserted(() -> assertThat(
                            context.getBean(EngineBeans.Mailer.class).sent())
                    .containsExactly("deploy waits for you since " + since));
        });
    }

    private Decision decision(JudgmentKey judgment, Verdict verdict) {
        return new Decision(judgment, verdict, null, null, "somebody", since);
    }

    private Execution running(String id, String application, String type, Trigger trigger) {
        Stage stage = Stage.builder("s1", type)
                .status(ExecutionStatus.RUNNING)
                .startTime(since)
                .build();
        return Execution.builder(id, application)
                .name("deploy")
                .status(ExecutionStatus.RUNNING)
                .buildTime(since)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }
}
