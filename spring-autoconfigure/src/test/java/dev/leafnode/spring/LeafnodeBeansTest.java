package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.Changes;
import dev.leafnode.feed.EventFormat;
import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class LeafnodeBeansTest {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    private final InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, Clock.systemUTC());

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true");

    private final ApplicationContextRunner hostWithStore = host.withPropertyValues("leafnode.store=memory");

    @Test
    void an_engine_that_calls_the_listeners_gets_its_judgments_listed() {
        hostWithStore.run(context -> {
            assertThat(waitingAfterStartOf("manualJudgment", context)).isEqualTo(1);
            assertThat(waitingAfterStartOf("wait", context)).isZero();
        });
    }

    @Test
    void the_types_that_are_set_are_the_ones_that_wait() {
        hostWithStore
                .withPropertyValues("leafnode.judgment-stage-types=approval")
                .run(context -> {
                    assertThat(waitingAfterStartOf("manualJudgment", context)).isZero();
                    assertThat(waitingAfterStartOf("approval", context)).isEqualTo(1);
                });
    }

    @Test
    void wait_rules_of_the_host_win() {
        WaitRules rules = new WaitRules(Set.of("approval"), Set.of("pipeline"));
        hostWithStore
                .withBean(WaitRules.class, () -> rules)
                .run(context -> assertThat(context).getBean(WaitRules.class).isSameAs(rules));
    }

    @Test
    void a_lineage_source_of_the_host_wins() {
        LineageSource source = leaf -> Lineage.of(List.of());
        hostWithStore
                .withBean(LineageSource.class, () -> source)
                .run(context -> assertThat(context).getBean(LineageSource.class).isSameAs(source));
    }

    @Test
    void an_execution_repository_of_the_host_wins() {
        hostWithStore.withBean(ExecutionRepository.class, own::executions).run(context -> {
            assertThat(context).getBean(ExecutionRepository.class).isSameAs(own.executions());
            assertThat(context).getBean(JudgmentRepository.class).isNotSameAs(own.judgments());
        });
    }

    @Test
    void a_judgment_repository_of_the_host_replaces_the_store() {
        hostWithStore.withBean(JudgmentRepository.class, own::judgments).run(context -> {
            assertThat(context).getBean(JudgmentRepository.class).isSameAs(own.judgments());
            assertThat(context).doesNotHaveBean(Store.class).doesNotHaveBean(ExecutionRepository.class);
        });
    }

    @Test
    void a_judgment_navigation_listener_of_the_host_wins() {
        JudgmentNavigationListener listener = new JudgmentNavigationListener(
                own.judgments(), leaf -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
        hostWithStore
                .withBean(JudgmentNavigationListener.class, () -> listener)
                .run(context -> assertThat(context)
                        .getBean(JudgmentNavigationListener.class)
                        .isSameAs(listener));
    }

    @Test
    void a_judgment_navigation_of_the_host_wins() {
        JudgmentNavigation navigation = new JudgmentNavigation(own.judgments());
        hostWithStore
                .withBean(JudgmentNavigation.class, () -> navigation)
                .run(context ->
                        assertThat(context).getBean(JudgmentNavigation.class).isSameAs(navigation));
    }

    @Test
    void reminders_of_the_host_win() {
        Reminders reminders =
                new Reminders(List.of(), List.of(), own.judgments(), EventLog.ofProcess(), InstantSource.system());
        hostWithStore
                .withBean(Reminders.class, () -> reminders)
                .run(context -> assertThat(context).getBean(Reminders.class).isSameAs(reminders));
    }

    @Test
    void a_feed_of_the_host_wins() {
        new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LeafnodeAutoConfiguration.class, LeafnodeWebAutoConfiguration.class))
                .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory", "leafnode.web.enabled=true")
                .withUserConfiguration(HostFeed.class)
                .run(context ->
                        assertThat(context).hasSingleBean(JudgmentFeed.class).hasBean("hostFeed"));
    }

    @Test
    void listeners_of_the_host_win() {
        Listeners listeners = new Listeners(List.of(), List.of());
        hostWithStore
                .withBean(Listeners.class, () -> listeners)
                .run(context -> assertThat(context).getBean(Listeners.class).isSameAs(listeners));
    }

    @Test
    void the_selected_store_knows_the_lineages_of_its_own_executions() {
        hostWithStore.run(context -> assertThat(lineageOf(pipeline("leaf", Trigger.empty()), context))
                .isEqualTo(Lineage.stored()));
    }

    @Test
    void lineages_of_executions_in_the_hosts_repository_are_resolved_through_it() {
        own.executions().save(pipeline("parent", Trigger.empty()));
        Execution leaf = pipeline("leaf", Trigger.reference("parent", "stage"));

        hostWithStore
                .withBean(ExecutionRepository.class, own::executions)
                .run(context -> assertThat(lineageOf(leaf, context))
                        .isInstanceOfSatisfying(
                                Lineage.Known.class,
                                lineage ->
                                        assertThat(lineage.stages()).containsExactly(new StageKey("parent", "stage"))));
    }

    @Test
    void a_host_that_keeps_its_executions_itself_gets_no_repository_for_them_and_is_asked_for_lineages() {
        Execution parent = pipeline("parent", Trigger.empty());
        hostWithStore
                .withBean(
                        ExecutionLookup.class,
                        () -> id ->
                                Optional.of(parent).filter(known -> known.id().equals(id)))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(ExecutionRepository.class);
                    assertThat(lineageOf(pipeline("leaf", Trigger.reference("parent", "stage")), context))
                            .isEqualTo(parentAlone());
                });
    }

    @Test
    void what_the_engine_does_not_find_is_looked_for_in_the_hosts_repository() {
        own.executions().save(pipeline("parent", Trigger.empty()));
        hostWithStore
                .withBean(ExecutionLookup.class, () -> id -> Optional.empty())
                .withBean(ExecutionRepository.class, own::executions)
                .run(context -> assertThat(lineageOf(pipeline("leaf", Trigger.reference("parent", "stage")), context))
                        .isEqualTo(parentAlone()));
    }

    private static Lineage parentAlone() {
        Execution parent = pipeline("parent", Trigger.empty());
        return Lineage.ofAncestors(
                List.of(WaitRules.DEFAULT.ancestor(parent, parent.stages().get(0))));
    }

    @Test
    void a_host_that_keeps_only_judgments_starts_without_a_store_and_is_warned(CapturedOutput output) {
        host.withBean(JudgmentRepository.class, own::judgments).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Listeners.class);
            assertThat(lineageOf(pipeline("leaf", Trigger.reference("parent", "stage")), context))
                    .isEqualTo(Lineage.of(List.of()));
        });
        assertThat(output).containsOnlyOnce("neither an ExecutionRepository bean nor an ExecutionLookup bean");
    }

    @Test
    void the_only_clock_of_the_host_tells_the_time() {
        hostWithStore
                .withBean(Clock.class, () -> clockAt(LONG_AGO))
                .run(context -> assertThat(createdAt(LONG_AGO, context)).isTrue());
        hostWithStore
                .withBean(InstantSource.class, () -> InstantSource.fixed(LONG_AGO))
                .run(context -> assertThat(createdAt(LONG_AGO, context)).isTrue());
    }

    @Test
    void one_clock_among_several_is_not_guessed_at() {
        hostWithStore
                .withBean("first", Clock.class, () -> clockAt(LONG_AGO))
                .withBean("second", Clock.class, () -> clockAt(LONG_AGO))
                .run(context -> assertThat(createdAt(LONG_AGO, context)).isFalse());
    }

    private static int waitingAfterStartOf(String stageType, ApplicationContext context) {
        Stage stage = Stage.builder("stage", stageType)
                .status(ExecutionStatus.RUNNING)
                .startTime(LONG_AGO)
                .build();
        Execution execution = Execution.builder(stageType, "application")
                .status(ExecutionStatus.RUNNING)
                .stages(List.of(stage))
                .build();
        context.getBean(ExecutionRepository.class).save(execution);
        context.getBean(Listeners.class).beforeStage(execution, stage);
        return context.getBean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.blocking(stageType))
                .judgments()
                .size();
    }

    private static Lineage lineageOf(Execution leaf, ApplicationContext context) {
        return context.getBean(LineageSource.class).of(leaf);
    }

    private static boolean createdAt(Instant time, ApplicationContext context) {
        ExecutionRepository executions = context.getBean(ExecutionRepository.class);
        executions.save(pipeline("execution", Trigger.empty()));
        ExecutionQuery atThatTime = ExecutionQuery.all().withCreated(time, time.plusMillis(1));
        return !executions.search(atThatTime).executions().isEmpty();
    }

    private static Execution pipeline(String id, Trigger trigger) {
        Stage stage = Stage.builder("stage", "pipeline")
                .status(ExecutionStatus.RUNNING)
                .build();
        return Execution.builder(id, "application")
                .status(ExecutionStatus.RUNNING)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }

    private static Clock clockAt(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    @Configuration(proxyBeanMethods = false)
    static class HostFeed {

        @Bean
        JudgmentFeed hostFeed(JudgmentRepository judgments, EventFormat format) {
            return new JudgmentFeed(
                    new Changes(),
                    judgments,
                    EventLog.ofProcess(),
                    format,
                    InstantSource.system(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofDays(1));
        }
    }
}
