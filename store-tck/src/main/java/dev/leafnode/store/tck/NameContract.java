package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids and names are opaque, whatever they look like to a store. */
abstract class NameContract extends Contract {

    private static final List<String> NAMES = List.of(
            "it's \"quoted\" `back` \\ and \\' ",
            "Robert'); DROP TABLE leafnode_execution;--",
            "' OR '1'='1",
            "return redis.call('FLUSHALL') -- ]] }",
            "%_*?[a-z]{}:name :1 $1 ${x} #{y} {0} ?",
            "../../etc/passwd/..\\..\\C:\\",
            "\ud83d\ude80 \u00fc\u0308 \u4e2d\u6587 \u202eabc",
            " leading and trailing ",
            "case",
            "CASE",
            "null",
            "0",
            "-1");

    NameContract(Kit kit) {
        super(kit);
    }

    @Test
    void applications_and_pipelines_are_found_by_exactly_their_names() {
        List<String> names = new ArrayList<>(NAMES);
        names.add("n".repeat(255));
        names.add("\ud83d\ude80".repeat(127) + "!");
        for (String name : names) {
            executions()
                    .save(Execution.builder("by " + names.indexOf(name), name)
                            .name(name)
                            .buildTime(at(0))
                            .build());
        }
        for (String name : names) {
            assertThat(executions().search(ExecutionQuery.ofApplication(name)).executions())
                    .as("executions of application %s", name)
                    .singleElement()
                    .satisfies(found -> assertThat(found.application()).isEqualTo(name));
            assertThat(executions().search(ExecutionQuery.all().withName(name)).executions())
                    .as("executions of pipeline %s", name)
                    .singleElement()
                    .satisfies(found -> assertThat(found.name()).isEqualTo(name));
        }
    }

    @Test
    void a_pipeline_whose_name_is_longer_than_any_column_is_found() {
        String name = "a long name ".repeat(100);
        saved(execution("p", Trigger.empty()).toBuilder().name(name).build());
        saved(execution("q", Trigger.empty()).toBuilder().name(name + "!").build());
        assertThat(executions().search(ExecutionQuery.all().withName(name)).executions())
                .extracting(Execution::id)
                .containsExactly("p");
    }

    @Test
    void ids_are_compared_exactly_and_may_hold_anything_but_control_characters() {
        List<String> ids = new ArrayList<>(NAMES);
        ids.replaceAll(name -> name.length() > 60 ? name.substring(0, 60) : name);
        ids.add("i".repeat(64));
        ids.add("I".repeat(64));
        for (String id : ids) {
            Stage call = Stages.running(Stages.pipeline(id), at(0));
            saved(Execution.builder(id, "app")
                    .status(ExecutionStatus.RUNNING)
                    .stages(List.of(call))
                    .build());
            saved("of " + ids.indexOf(id), Trigger.reference(id, id), Stages.judgment(id));
        }
        for (String id : ids) {
            String leaf = "of " + ids.indexOf(id);
            Judgment judgment = opened(judgment(key(leaf, id), ids.indexOf(id)));
            assertThat(judgments().links(List.of(id)))
                    .as("links of %s", id)
                    .containsExactly(new JudgmentLink(key(id, id), judgment, 1));
            assertThat(blocking(id)).containsExactly(judgment);
        }
        for (String id : ids) {
            executions().saveStage(id, Stages.ofType("wait", id));
            assertThat(executions().find(id))
                    .as("execution %s", id)
                    .map(Execution::stages)
                    .contains(List.of(Stages.ofType("wait", id)));
            assertThat(executions().delete(id)).as("delete of %s", id).isTrue();
            assertThat(executions().find(id)).isEmpty();
        }
    }

    @Test
    void judgments_keep_their_names_and_are_found_by_exactly_their_application() {
        for (String name : NAMES) {
            Judgment judgment =
                    new Judgment(new JudgmentKey(key("leaf " + NAMES.indexOf(name), "judge"), 5), name, name, name);
            assertThat(judgments().open(judgment, Lineage.of(List.of()))).isTrue();
        }
        Judgment nameless = new Judgment(new JudgmentKey(key("leaf", "judge"), 1), "nameless", null, null);
        assertThat(judgments().open(nameless, Lineage.of(List.of()))).isTrue();
        for (String name : NAMES) {
            assertThat(judgments()
                            .search(JudgmentQuery.all().withApplication(name))
                            .judgments())
                    .as("judgments of application %s", name)
                    .extracting(WaitingJudgment::judgment)
                    .singleElement()
                    .satisfies(judgment -> {
                        assertThat(judgment.application()).isEqualTo(name);
                        assertThat(judgment.pipeline()).isEqualTo(name);
                        assertThat(judgment.stageName()).isEqualTo(name);
                    });
        }
        assertThat(judgments()
                        .search(JudgmentQuery.all().withApplication("nameless"))
                        .judgments())
                .extracting(WaitingJudgment::judgment)
                .containsExactly(nameless);
    }

    @Test
    void what_no_id_and_no_application_can_be_is_found_nowhere() {
        saved("p", Trigger.empty(), Stages.judgment("judge"));
        Judgment judgment = opened(judgment(key("p", "judge"), 1));
        for (String impossible : List.of("", "p\0", "\0", "p\n", "p".repeat(1_000))) {
            assertThat(executions().find(impossible)).isEmpty();
            assertThat(executions()
                            .search(ExecutionQuery.ofApplication(impossible))
                            .executions())
                    .isEmpty();
            assertThat(executions().delete(impossible)).isFalse();
            assertThat(judgments().links(List.of(impossible))).isEmpty();
            assertThat(blocking(impossible)).isEmpty();
            assertThat(judgments()
                            .search(JudgmentQuery.all().withApplication(impossible))
                            .judgments())
                    .isEmpty();
        }
        assertThat(inbox()).containsExactly(judgment);
    }

    @Test
    void separators_in_ids_do_not_make_one_stage_of_two() {
        for (String separator : new String[] {"/", ":", "|", ",", ";", "\u00a0", "}", "{", "-", ".", " ", "#"}) {
            StageKey one = key("a" + separator + "b", "c");
            StageKey other = key("a", "b" + separator + "c");
            for (StageKey stage : List.of(one, other)) {
                assertThat(judgments().open(judgment(stage, 1), Lineage.of(List.of())))
                        .as("open of %s", stage)
                        .isTrue();
            }
            assertThat(judgments().close(judgment(one, 1).key(), at(2))).isTrue();
            assertThat(inbox()).containsExactly(judgment(other, 1));
            assertThat(judgments().close(judgment(other, 1).key(), at(2))).isTrue();
        }
    }
}
