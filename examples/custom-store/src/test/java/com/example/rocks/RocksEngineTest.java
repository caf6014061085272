package com.example.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.LineageResolver;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.Repairs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine with its executions in RocksDB, and everything else from the library. */
class RocksEngineTest {

    private static final WaitRules RULES = WaitRules.DEFAULT;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(60));

    @TempDir
    private Path directory;

    private RocksDatabase database;

    private final Stage judge = running("judge", "manualJudgment");
    private final Execution root = execution("root", Trigger.empty(), running("call", "pipeline"));
    private final Execution middle =
            execution("middle", Trigger.reference("root", "call"), running("call", "pipeline"));
    private final Execution leaf = execution("leaf", Trigger.reference("middle", "call"), judge);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_waits_shows_on_every_pipeline_above_it_also_after_a_restart() {
        start();
        listener().beforeStage(leaf, judge);
        assertThat(showing()).containsExactlyInAnyOrder("middle/call", "root/call");

        restart();
        assertThat(showing()).containsExactlyInAnyOrder("middle/call", "root/call");

        listener().afterStage(database.engine().save(leaf.withStage(ended(judge))), ended(judge));
        restart();
        assertThat(showing()).isEmpty();
    }

    @Test
    void what_no_event_told_is_put_right_after_a_restart() {
        start();
        restart();
        assertThat(reconciled()).isEqualTo(new Repairs(1, 0, 0, 0, 0));
        assertThat(showing()).containsExactlyInAnyOrder("middle/call", "root/call");

        database.engine().save(leaf.withStage(ended(judge)));
        restart();
        assertThat(reconciled()).isEqualTo(new Repairs(0, 1, 0, 0, 0));
        assertThat(showing()).isEmpty();
        assertThat(reconciled()).isEqualTo(Repairs.NONE);
    }

    @Test
    void stages_whose_ids_differ_in_half_a_character_are_two() {
        start();
        for (String id : List.of("\uD83D", "\uD83C")) {
            JudgmentKey key = new JudgmentKey(new StageKey(id, "judge"), 1);
            database.judgments().open(new Judgment(key, "app", null, null), Lineage.of(List.of()));
        }
        assertThat(database.judgments().search(JudgmentQuery.all()).judgments()).hasSize(2);
    }

    private void start() {
        database = new RocksDatabase(directory);
        List.of(root, middle, leaf).forEach(database.engine()::save);
    }

    private void restart() {
        database.close();
        database = new RocksDatabase(directory);
    }

    private JudgmentNavigationListener listener() {
        return new JudgmentNavigationListener(
                database.judgments(), database.engine(), lineages(), RULES, CLOCK, Isolation.none());
    }

    private Repairs reconciled() {
        Reconciliation reconciliation =
                Reconciliation.probed(database.judgments(), LeafState.JUDGMENT, database.engine(), lineages(), RULES);
        return new Reconciler(List.of(reconciliation), Lease.ofProcess(), Duration.ofDays(1), CLOCK)
                .reconcile()
                .orElseThrow();
    }

    private LineageSource lineages() {
        return new LineageResolver(database.engine()::find, RULES);
    }

    private List<String> showing() {
        return database.judgments().links(List.of("leaf", "middle", "root")).stream()
                .map(JudgmentLink::ancestor)
                .map(StageKey::toString)
                .toList();
    }

    private static Execution execution(String id, Trigger trigger, Stage stage) {
        return Execution.builder(id, "app")
                .status(ExecutionStatus.RUNNING)
                .buildTime(NOON)
                .startTime(NOON)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }

    private static Stage running(String id, String type) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(NOON)
                .build();
    }

    private static Stage ended(Stage stage) {
        return stage.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
    }
}
