package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.orca.engine.PipelineConfig;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios of the design on Orca's own handlers, each step compared with the truth. */
abstract class ScenariosContract {

    private final TestDatabase database;
    private Site site;

    ScenariosContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        DataSource judgments = database.create();
        site = new Site(judgments, 2);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"1,continue", "2,continue", "4,continue", "4,stop", "12,continue"})
    void a_chain_shows_its_judgment_at_every_step_until_it_is_decided(int depth, String decision) {
        start(chain(depth));
        assertThat(site.check().open()).isEqualTo(1);
        assertThat(site.truth().shown()).isEqualTo(depth);
        site.settle();
        assertThat(site.check().shown()).isEqualTo(depth);
        site.judge("p0", "1", decision);
        site.engine().advance(Duration.ofMinutes(depth));
        site.checkNothingShows();
        assertThat(site.engine().executions().statusOf("p" + depth))
                .isEqualTo(decision.equals("stop") ? "TERMINAL" : "SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2,3", "1,3,2", "2,1,3", "2,3,1", "3,1,2", "3,2,1"})
    void a_fan_out_shows_each_leaf_on_its_own_stage_in_whatever_order_they_are_decided(String order) {
        PipelineConfig root = pipeline("root", "a1");
        for (String leaf : List.of("1", "2", "3")) {
            root.runs(leaf, known(pipeline("leaf" + leaf, "a" + leaf).judgment("1")));
        }
        start(root);
        assertThat(site.check().shown()).isEqualTo(3);
        for (String leaf : order.split(",", -1)) {
            site.judge("leaf" + leaf, "1", "continue");
            site.check();
        }
        site.checkNothingShows();
        assertThat(site.engine().executions().statusOf("root")).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2", "2,1"})
    void of_two_judgments_in_one_leaf_the_longest_waiting_shows_whichever_is_decided_first(String order) {
        start(pipeline("root", "a1")
                .runs("1", known(pipeline("leaf", "a2").judgment("1").judgment("2"))));
        assertThat(site.check().open()).isEqualTo(2);
        for (String judgment : order.split(",", -1)) {
            site.judge("leaf", judgment, "continue");
            site.check();
        }
        site.checkNothingShows();
    }

    @Test
    void a_judgment_in_the_middle_and_one_below_it_show_together() {
        PipelineConfig leaf = known(pipeline("leaf", "a3").judgment("1"));
        PipelineConfig middle = known(pipeline("middle", "a2")
                .stage("0", "wait")
                .with("waitTime", 5)
                .judgment("1")
                .after("0")
                .runs("2", leaf));
        start(pipeline("root", "a1").runs("1", middle));
        assertThat(site.check().shown()).isEqualTo(2);
        site.settle();
        assertThat(site.check().open()).isEqualTo(2);
        site.judge("leaf", "1", "continue");
        assertThat(site.check().shown()).isEqualTo(1);
        site.judge("middle", "1", "continue");
        site.checkNothingShows();
    }

    @Test
    void one_stage_with_several_children_shows_the_longest_waiting_of_them() {
        PipelineConfig[] leaves = {
            known(pipeline("leaf1", "a1").judgment("1")),
            known(pipeline("leaf2", "a2").judgment("1")),
            known(pipeline("leaf3", "a3").judgment("1"))
        };
        start(pipeline("root", "a0").runsAll("1", leaves));
        assertThat(site.check().open()).isEqualTo(3);
        for (String leaf : List.of("leaf2", "leaf1", "leaf3")) {
            site.judge(leaf, "1", "continue");
            site.check();
        }
        site.checkNothingShows();
    }

    @Test
    void a_stage_that_starts_to_monitor_a_child_that_waits_already_shows_it() {
        PipelineConfig leaf = known(pipeline("leaf", "a2").judgment("1"));
        start(pipeline("root", "a1")
                .runs("1", leaf)
                .with("waitForCompletion", false)
                .stage("2", "wait")
                .with("waitTime", 30)
                .after("1")
                .stage("3", "monitorPipeline")
                .with("executionIds", List.of("${#stage('pipeline 1')['context']['executionId']}"))
                .after("2"));
        assertThat(site.check().shown()).isZero();
        site.settle();
        assertThat(site.check().shown()).isEqualTo(1);
        site.judge("leaf", "1", "continue");
        site.checkNothingShows();
    }

    @Test
    void a_leaf_that_is_cancelled_shows_nothing() {
        start(chain(2));
        site.check();
        site.engine().requests().cancel(site.engine().executions().of("p0"));
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_judgment_that_times_out_shows_nothing_and_its_ancestors_time_out_before() {
        PipelineConfig leaf = known(pipeline("leaf", "a2").judgment("1").with("stageTimeoutMs", 600_000));
        start(pipeline("root", "a1").runs("1", leaf).with("stageTimeoutMs", 300_000));
        assertThat(site.check().shown()).isEqualTo(1);
        site.engine().advance(Duration.ofMinutes(6));
        assertThat(site.check().shown()).isZero();
        site.engine().advance(Duration.ofMinutes(6));
        site.checkNothingShows();
    }

    @Test
    void a_leaf_of_which_another_branch_fails_shows_nothing() {
        PipelineConfig leaf = known(pipeline("leaf", "a2")
                .judgment("1")
                .stage("2", "wait")
                .with("waitTime", 5)
                .stage("3", "fail")
                .after("2"));
        start(pipeline("root", "a1").runs("1", leaf));
        assertThat(site.check().shown()).isEqualTo(1);
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_judgment_that_is_skipped_by_hand_shows_nothing() {
        start(chain(2));
        site.engine().requests().skip(site.stage("p0", "1"));
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_leaf_that_is_paused_goes_on_showing_and_still_does_when_it_is_resumed() {
        start(chain(2));
        site.engine().requests().pause(site.engine().executions().of("p0"));
        site.settle();
        site.pod(0).reconcile();
        assertThat(site.check().shown()).isEqualTo(2);
        site.engine().requests().resume(site.engine().executions().of("p0"));
        site.settle();
        site.pod(0).reconcile();
        assertThat(site.check().shown()).isEqualTo(2);
        site.judge("p0", "1", "continue");
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void an_ancestor_that_is_cancelled_shows_nothing_and_its_leaf_is_cancelled_with_it() {
        start(chain(3));
        site.engine().requests().cancel(site.engine().executions().of("p3"));
        site.engine().advance(Duration.ofMinutes(5));
        assertThat(site.engine().executions().statusOf("p3")).isEqualTo("CANCELED");
        assertThat(site.engine().executions().statusOf("p0")).isEqualTo("CANCELED");
        site.checkNothingShows();
    }

    @Test
    void a_restarted_judgment_is_a_new_wait() {
        start(chain(2));
        site.judge("p0", "1", "stop");
        site.settle();
        site.checkNothingShows();
        site.engine().requests().restart(site.stage("p0", "1"));
        site.settle();
        assertThat(site.check().open()).isEqualTo(1);
        site.judge("p0", "1", "continue");
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_restarted_pipeline_stage_shows_its_new_child() {
        start(chain(2));
        site.judge("p0", "1", "stop");
        site.settle();
        site.engine().requests().restart(site.stage("p2", "1"));
        site.settle();
        assertThat(site.check().shown()).isEqualTo(2);
        assertThat(site.engine().executions().allOf("p0")).hasSize(2);
        site.judge("p0", "1", "continue");
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_tree_that_is_run_twice_shows_each_leaf_in_its_own_tree() {
        start(chain(2));
        start(chain(2));
        assertThat(site.check().open()).isEqualTo(2);
        assertThat(site.truth().shown()).isEqualTo(4);
        site.judge("p0", "1", "continue");
        site.settle();
        assertThat(site.check().shown()).isEqualTo(2);
    }

    @Test
    void a_judgment_of_a_custom_strategy_shows_on_the_first_stage_of_its_deployment() {
        PipelineConfig strategy = known(pipeline("strategy", "a2").judgment("1"));
        start(pipeline("root", "a1")
                .deploys("1", strategy)
                .deploys("2", strategy)
                .group("canary")
                .after("1"));
        site.settle();
        assertThat(site.check().shown()).isEqualTo(1);
        site.judge("strategy", "1", "continue");
        site.settle();
        assertThat(site.check().shown()).isEqualTo(1);
        site.judge("strategy", "1", "continue");
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_judgment_in_a_group_of_stages_shows_on_the_first_of_them() {
        PipelineConfig leaf = known(pipeline("leaf", "a2").judgment("1"));
        start(pipeline("root", "a1")
                .stage("1", "succeed")
                .group("g")
                .runs("2", leaf)
                .group("g")
                .after("1")
                .runs("3", leaf)
                .after("1"));
        assertThat(site.check().shown()).isEqualTo(2);
    }

    @Test
    void names_of_every_kind_come_through() {
        String hostile = "a'; drop table leafnode_judgment; -- \"🦊\" ../../redis.call('del') " + "x".repeat(200);
        start(pipeline("root" + hostile, "a1")
                .runs("1", known(pipeline("leaf" + hostile, "a2").judgment("1"))));
        assertThat(site.check().shown()).isEqualTo(1);
        site.judge("leaf" + hostile, "1", "continue");
        site.checkNothingShows();
    }

    private PipelineConfig chain(int depth) {
        PipelineConfig below = known(pipeline("p0", "a0").judgment("1"));
        for (int i = 1; i <= depth; i++) {
            below = known(pipeline("p" + i, "a" + i).runs("1", below));
        }
        return below;
    }

    private PipelineConfig known(PipelineConfig config) {
        site.engine().know(config);
        return config;
    }

    private void start(PipelineConfig config) {
        site.engine().start(config);
        site.engine().handleDue();
    }
}
