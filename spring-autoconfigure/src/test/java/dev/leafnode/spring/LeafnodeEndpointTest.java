package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.reminder.ReminderListener;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import dev.leafnode.spring.LeafnodeEndpoint.Answer;
import dev.leafnode.spring.LeafnodeEndpoint.Outcome;
import dev.leafnode.spring.LeafnodeEndpoint.Repaired;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class LeafnodeEndpointTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final ApplicationContextRunner unexposed = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(LeafnodeAutoConfiguration.class, LeafnodeActuatorAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory", "leafnode.reconcile.interval=1d");

    private final ApplicationContextRunner host =
            unexposed.withPropertyValues("management.endpoints.web.exposure.include=leafnode");

    private final CountDownLatch storeAnswers = new CountDownLatch(1);

    @AfterEach
    void answer() {
        storeAnswers.countDown();
    }

    @Test
    void the_summary_tells_what_waits_what_was_done_and_what_is_set() {
        host.withPropertyValues("leafnode.reminders=1h,1d", "leafnode.bubble=judgment,failed", "leafnode.timeout=250ms")
                .withBean(ReminderListener.class, () -> reminder -> {})
                .run(context -> {
                    context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
                    context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);
                    Passes.make(context);

                    JsonNode summary = new ObjectMapper()
                            .valueToTree(context.getBean(LeafnodeEndpoint.class).summary());

                    assertThat(summary.at("/open/count").asInt()).isEqualTo(1);
                    assertThat(summary.at("/open/oldestSince").asText()).isEqualTo("1970-01-01T00:00:00Z");
                    assertThat(summary.at("/open/byApplication").toString()).isEqualTo("{\"application\":1}");
                    assertThat(summary.at("/reconcile/passes").asInt()).isPositive();
                    assertThat(summary.at("/reconcile/failures").asInt()).isZero();
                    assertThat(summary.at("/reconcile/last/at").asText())
                            .isEqualTo(context.getBean(Reconciler.class)
                                    .last()
                                    .orElseThrow()
                                    .at()
                                    .toString());
                    assertThat(summary.at("/reconcile/last/repairs").toString())
                            .isEqualTo("{\"opened\":0,\"closed\":0,\"linked\":0,\"unlinked\":0,\"forgotten\":0}");
                    assertThat(summary.at("/reminders/thresholds").toString()).isEqualTo("[\"PT1H\",\"PT24H\"]");
                    assertThat(summary.at("/reminders/listeners").asInt()).isEqualTo(1);
                    assertThat(summary.at("/settings").toString())
                            .isEqualTo("{\"store\":\"memory\",\"bubble\":[\"failed\",\"judgment\"],"
                                    + "\"timeout\":\"PT0.25S\",\"retention\":\"PT24H\","
                                    + "\"reconcileInterval\":\"PT24H\",\"web\":false}");
                });
    }

    @Test
    void a_store_that_fails_is_named_and_the_rest_is_told() {
        SqlHost.withNewDatabase()
                .withPropertyValues(
                        "leafnode.enabled=true",
                        "leafnode.reconcile.interval=1d",
                        "management.endpoints.web.exposure.include=leafnode")
                .run(context -> {
                    context.getBean(JdbcTemplate.class).execute("alter table leafnode_judgment rename to away");

                    LeafnodeEndpoint.Summary summary =
                            context.getBean(LeafnodeEndpoint.class).summary();

                    assertThat(summary.open()).isNull();
                    assertThat(summary.failure()).endsWith("Exception");
                    assertThat(summary.settings().store()).isEqualTo("sql");
                    assertThat(context.getBean(LeafnodeEndpoint.class).reconcile())
                            .isEqualTo(new Answer(Outcome.FAILED, null));
                });
    }

    @Test
    void an_application_that_keeps_its_judgments_itself_is_told_so() {
        InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
        host.withBean(JudgmentRepository.class, own::judgments)
                .run(context -> assertThat(context.getBean(LeafnodeEndpoint.class)
                                .summary()
                                .settings()
                                .store())
                        .isEqualTo("own"));
    }

    @Test
    void writing_reconciles_now_and_answers_what_was_repaired() {
        host.run(context -> {
            await().until(() -> context.getBean(Reconciler.class).passes() == 1);
            context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);

            assertThat(context.getBean(LeafnodeEndpoint.class).reconcile())
                    .isEqualTo(new Answer(Outcome.DONE, new Repaired(1, 0, 0, 0, 0)));
            assertThat(context.getBean(Reconciler.class).passes()).isEqualTo(2);
        });
    }

    @Test
    void whoever_writes_while_another_instance_reconciles_is_told_so() {
        host.withBean(Lease.class, () -> work -> false)
                .run(context -> assertThat(
                                context.getBean(LeafnodeEndpoint.class).reconcile())
                        .isEqualTo(new Answer(Outcome.ELSEWHERE, null)));
    }

    @Test
    void whoever_writes_does_not_wait_for_a_pass_that_takes_long_nor_leaves_one_behind() {
        Reconciler slow = new Reconciler(
                List.of((at, closedBefore) -> {
                    hang();
                    return Repairs.NONE;
                }),
                Lease.ofProcess(),
                Duration.ofDays(1),
                InstantSource.system());
        host.withBean(Reconciler.class, () -> slow).run(context -> {
            LeafnodeEndpoint.Settings settings =
                    context.getBean(LeafnodeEndpoint.class).summary().settings();
            try (LeafnodeEndpoint impatient = new LeafnodeEndpoint(
                    context.getBean(JudgmentRepository.class),
                    slow,
                    context.getBean(ReconcileSchedule.class),
                    context.getBean(Reminders.class),
                    settings,
                    SHORT)) {
                assertThat(impatient.reconcile()).isEqualTo(new Answer(Outcome.UNDER_WAY, null));
            }

            storeAnswers.countDown();

            await().until(() -> slow.passes() == 1);
            await().during(Duration.ofMillis(50)).until(() -> slow.passes() == 1);
        });
    }

    @Test
    void whoever_writes_while_the_application_ends_is_told_so() {
        host.run(context -> {
            context.getBean(ReconcileSchedule.class).stop();

            assertThat(context.getBean(LeafnodeEndpoint.class).reconcile())
                    .isEqualTo(new Answer(Outcome.STOPPED, null));
        });
    }

    @Test
    void there_is_no_endpoint_unless_it_is_exposed() {
        unexposed.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LeafnodeEndpoint.class));
    }

    @Test
    void there_is_no_endpoint_while_leafnode_is_off() {
        host.withPropertyValues("leafnode.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("leafnodeEndpoint"));
    }

    @Test
    void an_application_without_actuator_starts() {
        host.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("leafnodeEndpoint"));
    }

    private void hang() {
        try {
            storeAnswers.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
