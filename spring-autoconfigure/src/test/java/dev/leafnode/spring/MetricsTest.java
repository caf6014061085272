package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.reminder.ReminderListener;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.ExecutionRepository;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class MetricsTest {

    private static final Instant NOW = Instant.EPOCH.plusSeconds(90);

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withBean(InstantSource.class, () -> () -> NOW)
            .withPropertyValues(
                    "leafnode.enabled=true",
                    "leafnode.store=memory",
                    "leafnode.metrics.interval=10ms",
                    "leafnode.reconcile.interval=1d");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void what_is_open_is_counted_by_application() {
        host.run(context -> {
            bindTo(context);
            await().until(() -> oldestAge() == 0);
            assertThat(open()).isEmpty();

            start(context, "one", "A");
            start(context, "two", "A");
            start(context, "three", "B");

            await().untilAsserted(() -> assertThat(open()).isEqualTo(Map.of("A", 2.0, "B", 1.0)));
            assertThat(oldestAge()).isEqualTo(90);
        });
    }

    @Test
    void an_application_of_which_nothing_is_open_any_more_has_no_gauge() {
        host.run(context -> {
            bindTo(context);
            Execution execution = start(context, "one", "A");
            await().until(() -> open().equals(Map.of("A", 1.0)));

            end(context, execution);

            await().until(() -> open().isEmpty() && oldestAge() == 0);
        });
    }

    @Test
    void applications_after_the_hundred_with_the_most_are_counted_together() {
        host.run(context -> {
            bindTo(context);
            start(context, "first", "application 102");
            for (int i = 0; i < 103; i++) {
                start(context, "execution" + i, "application " + i);
            }

            await().untilAsserted(() -> assertThat(open()).containsEntry("(others)", 3.0));
            assertThat(open()).hasSize(101).containsEntry("application 102", 2.0);
            assertThat(open().values().stream().mapToDouble(Double::doubleValue).sum())
                    .isEqualTo(104);
        });
    }

    @Test
    void there_is_no_number_while_the_store_fails() {
        SqlHost.withNewDatabase()
                .withPropertyValues(
                        "leafnode.enabled=true", "leafnode.metrics.interval=10ms", "leafnode.reconcile.interval=1d")
                .run(context -> {
                    bindTo(context);
                    start(context, "one", "A");
                    await().until(() -> open().equals(Map.of("A", 1.0)));
                    JdbcTemplate database = context.getBean(JdbcTemplate.class);

                    database.execute("alter table leafnode_judgment rename to away");
                    await().until(() -> open().isEmpty() && Double.isNaN(oldestAge()));
                    database.execute("alter table away rename to leafnode_judgment");

                    await().until(() -> open().equals(Map.of("A", 1.0)) && oldestAge() > 0);
                });
    }

    @Test
    void every_registry_is_told_what_is_open() {
        MeterRegistry other = new SimpleMeterRegistry();
        host.run(context -> {
            bindTo(context);
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(other));
            start(context, "one", "A");

            await().until(() -> open(registry).equals(Map.of("A", 1.0)));
            await().until(() -> open(other).equals(Map.of("A", 1.0)));
        });
    }

    @Test
    void judgments_that_events_open_and_close_are_counted_once_each_with_the_time_they_waited() {
        host.run(context -> {
            bindTo(context);
            Execution execution = start(context, "one", "A");
            context.getBean(Listeners.class).beforeStage(execution, SqlHost.JUDGMENT);
            assertThat(count("leafnode.judgments.opened")).isEqualTo(1);
            assertThat(count("leafnode.judgments.closed")).isZero();

            end(context, execution);
            end(context, execution);

            Timer wait = registry.get("leafnode.judgments.wait").timer();
            assertThat(count("leafnode.judgments.opened")).isEqualTo(1);
            assertThat(count("leafnode.judgments.closed")).isEqualTo(1);
            assertThat(wait.count()).isEqualTo(1);
            assertThat(wait.totalTime(TimeUnit.SECONDS)).isEqualTo(90);
        });
    }

    @Test
    void the_time_that_events_hold_a_thread_of_the_engine_is_measured_by_outcome() {
        host.run(context -> {
            bindTo(context);
            start(context, "one", "A");

            assertThat(held("success").count()).isEqualTo(1);
            assertThat(held("success").totalTime(TimeUnit.NANOSECONDS)).isPositive();
            assertThat(held("failure").count()).isZero();
        });
    }

    @Test
    void what_was_repaired_is_counted_by_kind() {
        host.run(context -> {
            bindTo(context);
            context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
            Passes.make(context);

            assertThat(count("leafnode.reconcile.passes")).isPositive();
            assertThat(count("leafnode.reconcile.failures")).isZero();
            assertThat(repairs("opened")).isEqualTo(1);
            assertThat(repairs("closed")).isZero();
            assertThat(repairs("linked")).isZero();
            assertThat(repairs("unlinked")).isZero();
            assertThat(repairs("forgotten")).isZero();
        });
    }

    @Test
    void events_that_did_not_reach_the_store_are_counted_whatever_the_state() {
        host.withPropertyValues("leafnode.bubble=judgment,failed")
                .withBean(Isolation.class, () -> call -> {
                    throw new IllegalStateException("thrown on purpose");
                })
                .run(context -> {
                    bindTo(context);
                    context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);

                    assertThat(count("leafnode.navigation.failures"))
                            .as("%s and %s", LeafState.JUDGMENT, LeafState.FAILED)
                            .isEqualTo(2);
                    assertThat(held("failure").count()).isEqualTo(2);
                });
    }

    @Test
    void reminders_are_counted_and_so_are_listeners_that_fail() {
        host.withPropertyValues("leafnode.reminders=1m")
                .withBean(ReminderListener.class, () -> reminder -> {
                    throw new IllegalStateException("thrown on purpose");
                })
                .run(context -> {
                    bindTo(context);
                    start(context, "one", "A");

                    context.getBean(Reminders.class).remind();

                    await().untilAsserted(() ->
                            assertThat(count("leafnode.reminders.told")).isEqualTo(1));
                    await().untilAsserted(() ->
                            assertThat(count("leafnode.reminders.failures")).isEqualTo(1));
                    assertThat(registry.get("leafnode.feed.followers").gauge().value())
                            .isZero();
                });
    }

    @Test
    void nothing_is_counted_without_micrometer() {
        host.withClassLoader(new FilteredClassLoader("io.micrometer")).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Reconciler.class);
            assertThat(context).doesNotHaveBean("leafnodeNavigationMetrics");
            assertThat(context).doesNotHaveBean("leafnodeOpenJudgmentMetrics");
        });
    }

    private void bindTo(ApplicationContext context) {
        context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
    }

    private static Execution start(ApplicationContext context, String id, String application) {
        Execution execution = Execution.builder(id, application)
                .status(ExecutionStatus.RUNNING)
                .stages(SqlHost.EXECUTION.stages())
                .build();
        context.getBean(ExecutionRepository.class).save(execution);
        context.getBean(Listeners.class).beforeStage(execution, SqlHost.JUDGMENT);
        return execution;
    }

    private static void end(ApplicationContext context, Execution execution) {
        Stage ended =
                SqlHost.JUDGMENT.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
        context.getBean(Listeners.class).afterStage(execution, ended);
    }

    private Map<String, Double> open() {
        return open(registry);
    }

    private static Map<String, Double> open(MeterRegistry registry) {
        Map<String, Double> open = new TreeMap<>();
        for (Gauge gauge : registry.find("leafnode.judgments.open").gauges()) {
            open.put(gauge.getId().getTag("application"), gauge.value());
        }
        return open;
    }

    private double oldestAge() {
        return registry.get("leafnode.judgments.oldest.age").timeGauge().value(TimeUnit.SECONDS);
    }

    private Timer held(String outcome) {
        return registry.get("leafnode.navigation.engine.thread")
                .tag("outcome", outcome)
                .timer();
    }

    private double repairs(String kind) {
        return registry.get("leafnode.reconcile.repairs")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }
}
