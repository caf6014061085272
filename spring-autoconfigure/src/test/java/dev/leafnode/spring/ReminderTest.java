package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.reminder.Reminder;
import dev.leafnode.reminder.ReminderListener;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.test.servers.PostgresProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;

/** Judgments that have waited for half a minute, and who is told. */
@ExtendWith(OutputCaptureExtension.class)
class ReminderTest {

    private static final int JUDGMENTS = 20;

    private final ApplicationContextRunner inMemory = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory");

    private final Stage judgment = SqlHost.JUDGMENT.toBuilder()
            .startTime(Instant.now().minusSeconds(30))
            .build();
    private final Queue<Reminder> told = new ConcurrentLinkedQueue<>();
    private final CountDownLatch mailServerAnswers = new CountDownLatch(1);

    @AfterEach
    void answer() {
        mailServerAnswers.countDown();
    }

    @Test
    void one_of_two_instances_on_h2_tells_each_reminder_once_and_none_again_after_a_restart() {
        tellOnce(SqlHost.withNewDatabase().withPropertyValues("leafnode.enabled=true"));
    }

    @Test
    void one_of_two_instances_on_postgresql_tells_each_reminder_once_and_none_again_after_a_restart() throws Exception {
        try (PostgresProcess server = PostgresProcess.start()) {
            tellOnce(SqlHost.withNewDatabase()
                    .withPropertyValues("leafnode.enabled=true", "spring.datasource.url=" + server.url()));
        }
    }

    @Test
    void one_of_two_instances_on_redis_tells_each_reminder_once_and_none_again_after_a_restart() {
        try (RedisServer server = RedisServer.start()) {
            tellOnce(RedisHost.withoutConnection().withPropertyValues("leafnode.redis.url=" + server.uri()));
        }
    }

    @Test
    void listeners_are_called_in_their_order_with_the_judgment_the_threshold_and_the_time() {
        List<String> order = new ArrayList<>();
        inMemory.withPropertyValues("leafnode.reminders=20s,1h,10s")
                .withBean("later", ReminderListener.class, () -> new Later(order))
                .withBean("first", ReminderListener.class, () -> new First(order, told))
                .run(context -> {
                    open(context, 1);

                    context.getBean(Reminders.class).remind();

                    assertThat(order).containsExactly("first", "later");
                    assertThat(told).singleElement().satisfies(reminder -> {
                        assertThat(reminder.waiting())
                                .isEqualTo(context.getBean(JudgmentNavigation.class)
                                        .inbox(JudgmentQuery.all())
                                        .judgments()
                                        .get(0));
                        assertThat(reminder.threshold()).isEqualTo(Duration.ofSeconds(20));
                        assertThat(reminder.waited()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(10));
                    });
                });
    }

    @Test
    void a_listener_that_hangs_holds_up_neither_the_engine_nor_the_reconciler_nor_the_end() {
        inMemory.withPropertyValues("leafnode.reminders=10s", "leafnode.reconcile.interval=10ms")
                .withBean(ReminderListener.class, () -> reminder -> {
                    told.add(reminder);
                    hang();
                })
                .run(context -> {
                    open(context, 2);
                    await().until(() -> told.size() == 1);

                    open(context, 3);

                    assertThat(Passes.make(context).isEmpty()).isTrue();
                    assertThat(context.getBean(JudgmentNavigation.class)
                                    .inbox(JudgmentQuery.all())
                                    .judgments())
                            .hasSize(3);
                });
        assertThat(told).hasSize(1);
    }

    @Test
    void thresholds_that_nobody_hears_of_are_warned_of(CapturedOutput output) {
        inMemory.withPropertyValues("leafnode.reminders=1h")
                .run(context -> assertThat(
                                context.getBean(ReminderSchedule.class).isRunning())
                        .isFalse());

        assertThat(output)
                .containsOnlyOnce("leafnode.reminders is [PT1H], but there is no ReminderListener bean")
                .contains("WARN");
    }

    @Test
    void a_listener_that_never_hears_anything_is_mentioned(CapturedOutput output) {
        inMemory.withBean(ReminderListener.class, () -> told::add)
                .run(context -> assertThat(
                                context.getBean(ReminderSchedule.class).isRunning())
                        .isFalse());

        assertThat(output)
                .containsOnlyOnce("There is a ReminderListener bean, but leafnode.reminders is not set")
                .doesNotContain("WARN");
    }

    @Test
    void nothing_is_said_where_there_are_no_reminders(CapturedOutput output) {
        inMemory.run(context ->
                assertThat(context.getBean(ReminderSchedule.class).isRunning()).isFalse());

        assertThat(output).doesNotContainIgnoringCase("remind");
    }

    private void tellOnce(ApplicationContextRunner host) {
        ApplicationContextRunner instance = host.withPropertyValues(
                        "leafnode.reminders=10s,20s,1h", "leafnode.reconcile.interval=20ms")
                .withBean(ReminderListener.class, () -> told::add);
        instance.run(one -> instance.run(other -> {
            assertThat(one).hasNotFailed();
            assertThat(other).hasNotFailed();
            open(one, JUDGMENTS);

            await().until(() -> told.size() >= JUDGMENTS);
            one.getBean(Reminders.class).remind();
            other.getBean(Reminders.class).remind();
        }));
        instance.run(restarted -> restarted.getBean(Reminders.class).remind());

        assertThat(told)
                .extracting(
                        reminder -> reminder.waiting().judgment().key().stage().executionId())
                .containsExactlyInAnyOrderElementsOf(ids(JUDGMENTS));
        assertThat(told).extracting(Reminder::threshold).containsOnly(Duration.ofSeconds(20));
    }

    /** Opens as many judgments, those included that are open. */
    private void open(ApplicationContext context, int judgments) {
        for (String id : ids(judgments)) {
            Execution execution = Execution.builder(id, "application")
                    .status(ExecutionStatus.RUNNING)
                    .stages(List.of(judgment))
                    .build();
            context.getBean(ExecutionRepository.class).save(execution);
            context.getBean(Listeners.class).beforeStage(execution, judgment);
        }
    }

    private static List<String> ids(int judgments) {
        return IntStream.range(0, judgments).mapToObj(i -> "execution" + i).toList();
    }

    private void hang() {
        try {
            mailServerAnswers.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Order(2)
    private record Later(List<String> order) implements ReminderListener {

        @Override
        public void stillWaiting(Reminder reminder) {
            order.add("later");
        }
    }

    @Order(1)
    private record First(List<String> order, Queue<Reminder> told) implements ReminderListener {

        @Override
        public void stillWaiting(Reminder reminder) {
            order.add("first");
            told.add(reminder);
        }
    }
}
