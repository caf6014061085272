package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class ReconcileTest {

    private static final Execution PARENT = Execution.builder("parent", "application")
            .status(ExecutionStatus.RUNNING)
            .stages(List.of(Stage.builder("waiting", "pipeline")
                    .status(ExecutionStatus.RUNNING)
                    .startTime(Instant.EPOCH)
                    .build()))
            .build();

    private static final Execution LEAF = SqlHost.EXECUTION.toBuilder()
            .trigger(Trigger.reference("parent", "waiting"))
            .build();

    private final ApplicationContextRunner inMemory = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory");

    private final ApplicationContextRunner inH2 = SqlHost.withNewDatabase().withPropertyValues("leafnode.enabled=true");

    private final InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());

    @Test
    void a_pass_on_demand_repairs_what_no_event_told() {
        for (ApplicationContextRunner host : List.of(inMemory, inH2)) {
            host.run(context -> {
                saveBoth(context.getBean(ExecutionRepository.class));

                Passes.make(context);

                assertThat(waitingFor("parent", context)).isEqualTo(1);
            });
        }
    }

    @Test
    void passes_are_made_on_their_own() {
        for (ApplicationContextRunner host : List.of(inMemory, inH2)) {
            host.withPropertyValues("leafnode.reconcile.interval=10ms").run(context -> {
                saveBoth(context.getBean(ExecutionRepository.class));

                await().until(() -> waitingFor("parent", context) == 1);
            });
        }
    }

    @Test
    void what_is_wrong_at_the_start_is_right_soon_after() {
        inH2.withPropertyValues("leafnode.reconcile.interval=1d")
                .run(context -> saveBoth(context.getBean(ExecutionRepository.class)));

        inH2.withPropertyValues("leafnode.reconcile.interval=1d")
                .run(context -> await().until(() -> waitingFor("parent", context) == 1));
    }

    @Test
    void judgments_past_the_retention_that_is_set_are_forgotten() {
        inMemory.withPropertyValues("leafnode.retention=1s").run(context -> {
            Instant longAgo = Instant.now().minusSeconds(10);
            JudgmentKey over = new JudgmentKey(new StageKey("execution", "judgment"), 1);
            context.getBean(JudgmentRepository.class).close(over, longAgo);

            Passes.make(context);

            assertThat(context.getBean(Reconciler.class).total().forgotten()).isEqualTo(1);
        });
    }

    @Test
    void a_reconciler_of_the_host_wins_and_is_called() {
        Reconciler reconciler =
                new Reconciler(List.of(), Lease.ofProcess(), Duration.ofDays(1), InstantSource.system());
        inMemory.withBean(Reconciler.class, () -> reconciler).run(context -> {
            assertThat(context).getBean(Reconciler.class).isSameAs(reconciler);
            await().until(() -> reconciler.passes() > 0);
        });
    }

    @Test
    void a_lease_of_the_host_wins() {
        inMemory.withBean(Lease.class, () -> work -> false).run(context -> {
            saveBoth(context.getBean(ExecutionRepository.class));

            assertThat(context.getBean(Reconciler.class).reconcile()).isEmpty();
            assertThat(waitingFor("parent", context)).isZero();
        });
    }

    @Test
    void an_isolation_of_the_host_wins() {
        inMemory.withBean(Isolation.class, Isolation::none)
                .run(context ->
                        assertThat(context).hasSingleBean(Isolation.class).doesNotHaveBean(BoundedIsolation.class));
    }

    @Test
    void a_host_that_keeps_its_executions_itself_is_asked_through_its_probe(CapturedOutput output) {
        for (ApplicationContextRunner host : List.of(inMemory, inH2)) {
            host.withBean(ExecutionRepository.class, own::executions)
                    .withBean(WaitProbe.class, () -> new RepositoryProbe(own.executions()))
                    .run(context -> {
                        saveBoth(own.executions());
                        Passes.make(context);
                        assertThat(waitingFor("parent", context)).isEqualTo(1);

                        own.executions().save(ended(LEAF));
                        Passes.make(context);
                        assertThat(waitingFor("parent", context)).isZero();
                    });
        }
        assertThat(output).doesNotContain("WaitProbe");
    }

    @Test
    void a_host_that_keeps_everything_itself_is_asked_through_its_probe() {
        InMemoryStore judgments = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
        inMemory.withBean(ExecutionRepository.class, own::executions)
                .withBean(JudgmentRepository.class, judgments::judgments)
                .withBean(WaitProbe.class, () -> new RepositoryProbe(own.executions()))
                .run(context -> {
                    saveBoth(own.executions());

                    Passes.make(context);

                    assertThat(waitingFor("parent", context)).isEqualTo(1);
                });
    }

    @Test
    void without_a_probe_the_host_is_told_what_is_missing(CapturedOutput output) {
        inMemory.withBean(ExecutionRepository.class, own::executions).run(context -> {
            saveBoth(own.executions());
            Passes.make(context);
            assertThat(waitingFor("parent", context)).isZero();
        });

        assertThat(output).containsOnlyOnce("there is no WaitProbe bean");
    }

    @Test
    void a_host_that_keeps_nothing_itself_is_told_nothing(CapturedOutput output) {
        inMemory.run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void an_engine_is_held_no_longer_than_the_timeout_that_is_set() {
        InMemoryStore judgments = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
        inMemory.withBean(JudgmentRepository.class, judgments::judgments)
                .withBean(LineageSource.class, () -> leaf -> hang())
                .withPropertyValues("leafnode.timeout=200ms")
                .run(context -> {
                    long start = System.nanoTime();

                    context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);

                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .isBetween(Duration.ofMillis(180), Duration.ofMillis(880));
                });
    }

    private static Lineage hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("interrupted");
    }

    private static void saveBoth(ExecutionRepository executions) {
        executions.save(PARENT);
        executions.save(LEAF);
    }

    private static Execution ended(Execution execution) {
        return execution.toBuilder()
                .status(ExecutionStatus.CANCELED)
                .endTime(Instant.EPOCH.plusSeconds(1))
                .build();
    }

    private static int waitingFor(String executionId, ApplicationContext context) {
        return context.getBean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.blocking(executionId))
                .judgments()
                .size();
    }
}
