package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.spring.host.HostApplication;
import dev.leafnode.store.sql.SqlStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** Navigation is turned off while judgments are open, the engine goes on, and navigation is turned on again. */
class OffAndOnTest {

    private static final Instant START = Instant.parse("2001-02-03T04:05:06Z");

    @TempDir
    private Path directory;

    private ApplicationContextRunner host;

    @BeforeEach
    void aDatabaseInAFile() {
        host = new ApplicationContextRunner()
                .withUserConfiguration(HostApplication.class)
                .withPropertyValues(
                        "leafnode.store=sql",
                        "leafnode.reconcile.interval=1d",
                        "spring.datasource.url=jdbc:h2:file:" + directory.resolve("db"));
    }

    @Test
    void one_pass_at_the_start_puts_right_whatever_happened_while_navigation_was_off() {
        whileOn(context -> {
            start(parent("stays"), context);
            start(parent("ends"), context);
            start(leaf("decided", "stays"), context);
            start(leaf("restarted", "stays"), context);
            start(leaf("left alone", "stays"), context);
            start(leaf("cut off", "ends"), context);
            assertThat(blocking("stays", context)).containsExactly("decided", "left alone", "restarted");
            assertThat(blocking("ends", context)).containsExactly("cut off");
        });

        whileOff(executions -> {
            executions.save(with(leaf("decided", "stays"), ExecutionStatus.SUCCEEDED));
            executions.save(waitingSince(leaf("restarted", "stays"), START.plusSeconds(60)));
            executions.save(with(parent("ends"), ExecutionStatus.CANCELED));
            executions.save(leaf("new", "stays"));
        });

        whileOn(context -> {
            await().until(() -> context.getBean(Reconciler.class).passes() > 0);
            assertThat(blocking("stays", context)).containsExactly("left alone", "new", "restarted");
            assertThat(blocking("ends", context)).isEmpty();
            assertThat(inbox(context)).containsExactlyInAnyOrder("cut off", "left alone", "new", "restarted");
            assertThat(Passes.make(context).isEmpty()).isTrue();
        });
    }

    private void whileOn(Consumer<ApplicationContext> work) {
        host.withPropertyValues("leafnode.enabled=true").run(work::accept);
    }

    /** The engine goes on to store executions where it stored them before, but tells nobody. */
    private void whileOff(Consumer<ExecutionRepository> work) {
        host.run(context -> {
            assertThat(context).doesNotHaveBean(Listeners.class);
            try (SqlStore store = new SqlStore(
                    context.getBean(DataSource.class),
                    context.getBean(PlatformTransactionManager.class),
                    WaitRules.DEFAULT,
                    InstantSource.system())) {
                work.accept(store.executions());
            }
        });
    }

    private static void start(Execution execution, ApplicationContext context) {
        context.getBean(ExecutionRepository.class).save(execution);
        execution.stages().forEach(stage -> context.getBean(Listeners.class).beforeStage(execution, stage));
    }

    private static List<String> blocking(String executionId, ApplicationContext context) {
        return names(JudgmentQuery.blocking(executionId), context);
    }

    private static List<String> inbox(ApplicationContext context) {
        return names(JudgmentQuery.all(), context);
    }

    private static List<String> names(JudgmentQuery query, ApplicationContext context) {
        return context.getBean(JudgmentNavigation.class).inbox(query).judgments().stream()
                .map(waiting -> waiting.judgment().key().stage().executionId())
                .sorted()
                .toList();
    }

    private static Execution parent(String id) {
        return execution(id, Stage.builder("waiting", "pipeline"), Trigger.empty());
    }

    private static Execution leaf(String id, String parent) {
        return execution(id, Stage.builder("judgment", "manualJudgment"), Trigger.reference(parent, "waiting"));
    }

    private static Execution execution(String id, Stage.Builder stage, Trigger trigger) {
        return Execution.builder(id, "application")
                .status(ExecutionStatus.RUNNING)
                .trigger(trigger)
                .stages(List.of(
                        stage.status(ExecutionStatus.RUNNING).startTime(START).build()))
                .build();
    }

    private static Execution with(Execution execution, ExecutionStatus status) {
        Stage stage = execution.stages().get(0).toBuilder()
                .status(status)
                .endTime(START.plusSeconds(30))
                .build();
        return execution.toBuilder().status(status).stages(List.of(stage)).build();
    }

    private static Execution waitingSince(Execution execution, Instant start) {
        return execution.withStage(
                execution.stages().get(0).toBuilder().startTime(start).build());
    }
}
