package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LeafnodePropertiesTest {

    @Test
    void the_stage_types_are_those_of_the_default_rules() {
        LeafnodeProperties properties = bind(Map.of());

        assertThat(properties.waitRules()).isEqualTo(WaitRules.DEFAULT);
        assertThat(properties.store()).isNull();
    }

    @Test
    void stage_types_are_set_as_lists() {
        LeafnodeProperties properties = bind(Map.of(
                "leafnode.judgment-stage-types", "manualJudgment, approval",
                "leafnode.parent-stage-types[0]", "pipeline",
                "leafnode.parent-stage-types[1]", "deployAll"));

        assertThat(properties.waitRules())
                .isEqualTo(new WaitRules(Set.of("manualJudgment", "approval"), Set.of("pipeline", "deployAll")));
    }

    @Test
    void a_store_is_named_in_any_case() {
        assertThat(bind(Map.of("leafnode.store", "memory")).store()).isEqualTo(StoreType.MEMORY);
        assertThat(bind(Map.of("leafnode.store", "SQL")).store()).isEqualTo(StoreType.SQL);
        assertThat(bind(Map.of("leafnode.store", "redis")).store()).isEqualTo(StoreType.REDIS);
    }

    @Test
    void an_unknown_store_is_refused_by_its_name() {
        assertThatThrownBy(() -> bind(Map.of("leafnode.store", "papyrus")))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("leafnode.store")
                .hasStackTraceContaining("papyrus");
    }

    @Test
    void empty_stage_types_are_refused() {
        assertRefused(
                Map.of("leafnode.judgment-stage-types", ""),
                "leafnode.judgment-stage-types: expected one or more stage types, got []");
        assertRefused(
                Map.of("leafnode.parent-stage-types", ""),
                "leafnode.parent-stage-types: expected one or more stage types, got []");
    }

    @Test
    void a_blank_stage_type_is_refused() {
        assertRefused(
                Map.of("leafnode.judgment-stage-types[0]", " "),
                "leafnode.judgment-stage-types: expected one or more stage types, got [ ]");
    }

    @Test
    void a_stage_type_that_waits_for_a_human_and_for_executions_is_refused() {
        assertRefused(
                Map.of("leafnode.judgment-stage-types", "pipeline,manualJudgment"),
                "leafnode.judgment-stage-types and leafnode.parent-stage-types:"
                        + " expected different stage types, got [pipeline] in both");
    }

    @Test
    void times_have_defaults_and_are_set_as_durations() {
        LeafnodeProperties unset = bind(Map.of());
        LeafnodeProperties set = bind(Map.of(
                "leafnode.timeout", "250ms",
                "leafnode.retention", "7d",
                "leafnode.reconcile.interval", "PT5M"));

        assertThat(unset.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(unset.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(unset.reconcile().interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(set.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(set.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(set.reconcile().interval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void times_that_cannot_be_are_refused() {
        assertRefused(
                Map.of("leafnode.timeout", "0s"),
                "leafnode.timeout: expected a duration from PT0.001S to PT1H, got PT0S");
        assertRefused(
                Map.of("leafnode.timeout", "2h"),
                "leafnode.timeout: expected a duration from PT0.001S to PT1H, got PT2H");
        assertRefused(
                Map.of("leafnode.retention", "-1h"),
                "leafnode.retention: expected a duration from PT0.001S to PT87600H, got PT-1H");
        assertRefused(
                Map.of("leafnode.reconcile.interval", "0"),
                "leafnode.reconcile.interval: expected a duration from PT0.001S to PT87600H, got PT0S");
    }

    @Test
    void there_are_no_reminders_by_default_and_those_that_are_set_are_sorted() {
        assertThat(bind(Map.of()).reminders()).isEmpty();
        assertThat(bind(Map.of("leafnode.reminders", "")).reminders()).isEmpty();
        assertThat(bind(Map.of("leafnode.reminders", "1d,1h")).reminders())
                .containsExactly(Duration.ofHours(1), Duration.ofDays(1));
    }

    @Test
    void reminders_that_cannot_be_are_refused() {
        assertRefused(
                Map.of("leafnode.reminders", "1h,0s"),
                "leafnode.reminders: expected a duration from PT0.001S to PT87600H, got PT0S");
        assertRefused(
                Map.of("leafnode.reminders", "1h,60m"),
                "leafnode.reminders: expected different durations, got [PT1H, PT1H]");
    }

    @Test
    void what_is_open_is_counted_every_half_minute_unless_that_is_set() {
        assertThat(bind(Map.of()).metrics().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(bind(Map.of("leafnode.metrics.interval", "5m")).metrics().interval())
                .isEqualTo(Duration.ofMinutes(5));
        assertRefused(
                Map.of("leafnode.metrics.interval", "0"),
                "leafnode.metrics.interval: expected a duration from PT0.001S to PT87600H, got PT0S");
    }

    @Test
    void redis_has_a_key_prefix_by_default_and_no_end_of_executions() {
        LeafnodeProperties.Redis unset = bind(Map.of()).redis();
        LeafnodeProperties.Redis set = bind(Map.of(
                        "leafnode.redis.key-prefix", "orca:",
                        "leafnode.redis.execution-ttl", "30d"))
                .redis();

        assertThat(unset.keyPrefix()).isEqualTo("leafnode:");
        assertThat(unset.executionTtl()).isNull();
        assertThat(set.keyPrefix()).isEqualTo("orca:");
        assertThat(set.executionTtl()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void a_key_prefix_or_an_end_of_executions_that_cannot_be_is_refused() {
        assertRefused(
                Map.of("leafnode.redis.key-prefix", "{orca}"),
                "leafnode.redis.key-prefix: expected a text without braces, got '{orca}'");
        assertRefused(
                Map.of("leafnode.redis.key-prefix", " "),
                "leafnode.redis.key-prefix: expected a text without braces, got ' '");
        assertRefused(
                Map.of("leafnode.redis.execution-ttl", "0"),
                "leafnode.redis.execution-ttl: expected a duration from PT0.001S to PT87600H, got PT0S");
    }

    @Test
    void judgments_alone_are_shown_unless_more_is_asked_for() {
        assertThat(bind(Map.of()).bubble()).containsExactly(LeafState.JUDGMENT);
        assertThat(bind(Map.of("leafnode.bubble", "judgment, failed,PAUSED")).bubble())
                .containsExactlyInAnyOrder(LeafState.values());
    }

    @Test
    void judgments_cannot_be_left_out() {
        assertRefused(
                Map.of("leafnode.bubble", "failed"),
                "leafnode.bubble: expected judgment and perhaps others, got [FAILED]");
        assertRefused(Map.of("leafnode.bubble", ""), "leafnode.bubble: expected judgment and perhaps others, got []");
    }

    private static void assertRefused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> bind(settings))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage(message);
    }

    private static LeafnodeProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate(LeafnodeProperties.PREFIX, Bindable.of(LeafnodeProperties.class));
    }
}
