package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code search} and {@code links} of judgments promise. */
abstract class ShowingContract extends Contract {

    ShowingContract(Kit kit) {
        super(kit);
    }

    @Test
    void search_finds_open_judgments_the_longest_waiting_first_then_by_execution_id_and_stage_id() {
        List<JudgmentKey> keys = new ArrayList<>();
        for (String execution : List.of("b", "B", "a", "a1", "a-", "10", "9")) {
            for (String stage : List.of("y", "X", "x")) {
                Judgment judgment = judgment(key(execution, stage), execution.length() % 2);
                judgments().open(judgment, Lineage.of(List.of()));
                keys.add(judgment.key());
            }
        }
        assertThat(inbox())
                .extracting(Judgment::key)
                .containsExactlyElementsOf(keys.stream().sorted().toList());
    }

    @Test
    void application_restricts_to_judgments_whose_leaf_belongs_to_it() {
        Judgment one = new Judgment(judge("leaf", 1).key(), "one", null, null);
        Judgment other = new Judgment(judge("other leaf", 2).key(), "other", null, null);
        judgments().open(one, Lineage.of(List.of(call("root"))));
        judgments().open(other, Lineage.of(List.of(call("root"))));
        assertThat(found(JudgmentQuery.all().withApplication("one"))).containsExactly(one);
        assertThat(found(JudgmentQuery.all().withApplication("On"))).isEmpty();
        assertThat(found(JudgmentQuery.all())).containsExactly(one, other);
        assertThat(found(JudgmentQuery.blocking("root").withApplication("other")))
                .containsExactly(other);
        assertThat(found(JudgmentQuery.blocking("leaf").withApplication("other")))
                .isEmpty();
    }

    @Test
    void blocking_restricts_to_judgments_that_an_execution_holds_or_shows() {
        chain("root", "middle", "leaf");
        saved("beside", Trigger.reference("root", "call"), Stages.judgment("judge"));
        Judgment ofLeaf = opened(judge("leaf", 1));
        Judgment ofBeside = opened(judge("beside", 2));
        Judgment ofMiddle = opened(judge("middle", 3));
        Judgment ofRoot = opened(judge("root", 4));
        assertThat(blocking("root")).containsExactly(ofLeaf, ofBeside, ofMiddle, ofRoot);
        assertThat(blocking("middle")).containsExactly(ofLeaf, ofMiddle);
        assertThat(blocking("leaf")).containsExactly(ofLeaf);
        assertThat(blocking("not there")).isEmpty();
    }

    @Test
    void a_page_of_judgments_says_where_the_next_one_starts_and_the_last_one_does_not() {
        chain("root", "leaf");
        List<Judgment> all = IntStream.range(0, 6)
                .mapToObj(i -> opened(judgment(key("leaf", "judge " + i), i / 2)))
                .toList();
        for (JudgmentQuery query : List.of(
                JudgmentQuery.all().withLimit(2),
                JudgmentQuery.blocking("root").withLimit(2),
                JudgmentQuery.all().withApplication("app").withLimit(2))) {
            JudgmentPage first = judgments().search(query);
            JudgmentPage second = judgments().search(query.withPageToken(first.next()));
            JudgmentPage third = judgments().search(query.withPageToken(second.next()));
            assertThat(judgmentsOf(first)).isEqualTo(all.subList(0, 2));
            assertThat(judgmentsOf(second)).isEqualTo(all.subList(2, 4));
            assertThat(judgmentsOf(third)).isEqualTo(all.subList(4, 6));
            assertThat(third.next()).as("the token of a last page that is full").isNull();
        }
        assertThat(judgments().search(JudgmentQuery.all().withLimit(6)).next()).isNull();
    }

    @Test
    void what_happens_before_a_page_of_judgments_does_not_move_it() {
        List<Judgment> all = IntStream.range(0, 6)
                .mapToObj(i -> judgment(key("leaf " + i, "judge"), 10 + i))
                .toList();
        all.forEach(judgment -> judgments().open(judgment, Lineage.of(List.of())));
        JudgmentQuery query = JudgmentQuery.all().withLimit(3);
        JudgmentPage first = judgments().search(query);
        judgments().open(judge("older leaf", 1), Lineage.of(List.of()));
        judgments().close(all.get(0).key(), at(20));
        judgments().close(all.get(2).key(), at(20));
        assertThat(judgmentsOf(judgments().search(query.withPageToken(first.next()))))
                .isEqualTo(all.subList(3, 6));
    }

    @Test
    void a_stage_links_to_the_longest_waiting_of_several_and_counts_all_of_them() {
        chain("root", "leaf");
        saved("second leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        Judgment newest = opened(judge("leaf", 9));
        Judgment tied = opened(judge("second leaf", 5));
        Judgment oldest = opened(judgment(key("leaf", "other"), 5));
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), oldest, 3));
        judgments().close(oldest.key(), at(10));
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), tied, 2));
        judgments().close(tied.key(), at(11));
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), newest, 1));
    }

    @Test
    void links_are_those_of_the_executions_asked_for_each_of_them_once() {
        chain("root", "middle", "leaf");
        opened(judge("leaf", 1));
        assertThat(showing("middle")).containsExactly(call("middle"));
        assertThat(showing("middle", "middle", "not there", "middle")).containsExactly(call("middle"));
        assertThat(judgments().links(List.of())).isEmpty();
    }

    @Test
    void links_may_be_asked_for_thousands_of_executions() {
        chain("root", "leaf");
        opened(judge("leaf", 1));
        List<String> ids = new ArrayList<>(
                IntStream.range(0, 5_000).mapToObj(i -> "id-" + i).toList());
        ids.add(2_500, "root");
        assertThat(judgments().links(ids)).extracting(JudgmentLink::ancestor).containsExactly(call("root"));
    }

    @Test
    void what_shows_nothing_has_no_link() {
        chain("root", "leaf");
        saved("idle", Stages.pipeline("call"), Stages.pipeline("second call"));
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(showing("root", "leaf", "idle")).containsExactly(call("root"));
        judgments().close(judgment.key(), at(2));
        assertThat(judgments().links(List.of("root", "leaf", "idle"))).isEmpty();
    }

    @Test
    void a_page_of_judgments_tells_what_is_stored_of_the_ancestors() {
        chain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 0));
        Instant given = at(0).plus(WaitRules.DEFAULT.parentTimeout());
        assertThat(judgments().search(JudgmentQuery.all()).judgments())
                .containsExactly(new WaitingJudgment(
                        judgment,
                        List.of(new Ancestor(call("root"), "app", "pipeline of root", "the pipeline call", given)),
                        new Deadline(given, call("root")),
                        false));
        Stage renewed = Stages.running(Stages.pipeline("call"), at(7)).toBuilder()
                .context(Map.of("stageTimeoutMs", 1_000))
                .build();
        executions().saveStage("root", renewed);
        assertThat(judgments().search(JudgmentQuery.blocking("root")).judgments())
                .extracting(WaitingJudgment::deadline)
                .containsExactly(new Deadline(at(1_007), call("root")));
        executions().saveStage("root", Stages.ended(renewed, ExecutionStatus.TERMINAL, at(8)));
        assertThat(judgments().search(JudgmentQuery.all()).judgments())
                .containsExactly(WaitingJudgment.of(judgment, List.of(), false));
    }

    @Test
    void a_repair_opens_a_judgment_with_what_its_stage_asks() {
        saved("leaf", Stages.judgment("judge"));
        judgments().repair(at(1), at(-1), 10);
        assertThat(inbox()).containsExactly(judge("leaf", 0));
        assertThat(found(JudgmentQuery.all().withText("look AT judge"))).hasSize(1);
        assertThat(found(JudgmentQuery.all().withAudiences(Set.of(new Audience("app", Set.of("admins", "releasers"))))))
                .hasSize(1);
    }

    @Test
    void executions_may_be_found_by_the_judgments_of_some_applications_alone() {
        chain("root", "leaf");
        saved("other", Trigger.reference("root", "call"), Stages.judgment("judge"));
        opened(new Judgment(judge("leaf", 1).key(), "one", null, null));
        opened(new Judgment(judge("other", 2).key(), "two", null, null));
        ExecutionQuery query = ExecutionQuery.all().withAwaiting(Awaiting.ANY);
        assertThat(ids(query)).containsExactlyInAnyOrder("root", "leaf", "other");
        assertThat(ids(query.withLeafApplications(Set.of("two")))).containsExactlyInAnyOrder("root", "other");
        assertThat(ids(query.withLeafApplications(Set.of("one", "three")))).containsExactlyInAnyOrder("root", "leaf");
        assertThat(ids(query.withLeafApplications(Set.of()))).isEmpty();
        assertThat(ids(query.withAwaiting(Awaiting.BELOW).withLeafApplications(Set.of("two"))))
                .containsExactly("root");
        assertThat(ids(query.withAwaiting(Awaiting.OWN).withLeafApplications(Set.of("two"))))
                .containsExactly("other");
        assertThat(ids(ExecutionQuery.all().withLeafApplications(Set.of()))).hasSize(3);
    }

    private List<String> ids(ExecutionQuery query) {
        return executions().search(query).executions().stream()
                .map(Execution::id)
                .toList();
    }

    private List<Judgment> found(JudgmentQuery query) {
        return judgmentsOf(judgments().search(query));
    }

    private static List<Judgment> judgmentsOf(JudgmentPage page) {
        return page.judgments().stream().map(WaitingJudgment::judgment).toList();
    }
}
