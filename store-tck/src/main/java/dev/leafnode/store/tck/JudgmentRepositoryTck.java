package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentOrder;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link JudgmentRepository} without a repository of executions, for an engine that keeps its
 * executions itself and so gives the lineage with each open. A store that keeps executions too extends
 * {@link RepositoryTck}.
 */
public abstract class JudgmentRepositoryTck {

    private static final Instant END = Instant.ofEpochMilli(1_000);

    /** The repository under test; the same store on every call of one test. */
    protected abstract JudgmentRepository judgments();

    /** Removes every judgment and trace of one from the store; called before each test. */
    protected abstract void clear();

    @BeforeEach
    final void startEmpty() {
        clear();
    }

    @Test
    void a_judgment_shows_on_each_of_its_ancestors() {
        Judgment judgment = judgment("leaf", 1);
        assertThat(open(judgment, "parent", "root")).isTrue();
        assertThat(judgments().links(List.of("root", "parent", "leaf", "other")))
                .containsExactlyInAnyOrder(link("parent", judgment, 1), link("root", judgment, 1));
    }

    @Test
    void its_path_leads_from_the_root_to_the_parent() {
        Judgment judgment = judgment("leaf", 1);
        open(judgment, "parent", "root");
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("root"), call("parent"))));
    }

    @Test
    void opening_a_judgment_that_is_open_adds_the_links_that_are_missing_and_changes_nothing_else() {
        Judgment judgment = judgment("leaf", 1);
        open(judgment, "parent");
        assertThat(open(judgment, "parent", "root")).isFalse();
        assertThat(judgments().links(List.of("parent", "root")))
                .containsExactlyInAnyOrder(link("parent", judgment, 1), link("root", judgment, 1));
        assertThat(open(judgment, "parent")).isFalse();
        assertThat(judgments().links(List.of("parent", "root")))
                .containsExactlyInAnyOrder(link("parent", judgment, 1), link("root", judgment, 1));
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("root"), call("parent"))));
    }

    @Test
    void a_way_that_was_cut_is_restored_by_opening_the_judgment_once_more() {
        Judgment judgment = judgment("leaf", 1);
        open(judgment, "parent", "root");
        judgments().cut(call("parent"), END);
        assertThat(open(judgment, "parent", "root")).isFalse();
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("root"), call("parent"))));
    }

    @Test
    void a_repair_forgets_what_was_closed_before() {
        Judgment old = judgment("old", 1);
        Judgment young = judgment("young", 1);
        Judgment waiting = judgment("waiting", 1);
        List.of(old, young, waiting).forEach(judgment -> open(judgment, "parent"));
        judgments().close(old.key(), Instant.ofEpochMilli(9));
        judgments().close(young.key(), Instant.ofEpochMilli(10));
        assertThat(judgments().repair(END, Instant.ofEpochMilli(10), 5)).isEqualTo(new Repairs(0, 0, 0, 0, 1));
        assertThat(judgments().repair(END, Instant.ofEpochMilli(10), 5)).isEqualTo(Repairs.NONE);
        assertThat(open(young, "parent")).isFalse();
        assertThat(judgments().links(List.of("parent"))).containsExactly(link("parent", waiting, 1));
        assertThat(open(old, "parent")).isTrue();
    }

    @Test
    void a_repair_forgets_so_many_at_the_most() {
        for (int i = 0; i < 5; i++) {
            judgments().close(judgment("leaf " + i, 1).key(), Instant.ofEpochMilli(i));
        }
        assertThat(judgments().repair(END, END, 2).forgotten()).isEqualTo(2);
        assertThat(judgments().repair(END, END, 2).forgotten()).isEqualTo(2);
        assertThat(judgments().repair(END, END, 2).forgotten()).isEqualTo(1);
    }

    @Test
    void a_repair_leaves_judgments_alone_whose_executions_are_kept_elsewhere() {
        Judgment judgment = judgment("leaf", 1);
        open(judgment, "parent");
        assertThat(judgments().repair(END, END, 5)).isEqualTo(Repairs.NONE);
        assertThat(judgments().links(List.of("parent"))).containsExactly(link("parent", judgment, 1));
    }

    @Test
    void close_wins_over_a_late_or_repeated_open() {
        Judgment closed = judgment("leaf", 1);
        open(closed, "parent");
        assertThat(judgments().close(closed.key(), END)).isTrue();
        assertThat(judgments().close(closed.key(), END)).isFalse();
        assertThat(open(closed, "parent")).isFalse();

        Judgment neverOpened = judgment("late", 1);
        assertThat(judgments().close(neverOpened.key(), END)).isFalse();
        assertThat(open(neverOpened, "parent")).isFalse();

        assertThat(waiting()).isEmpty();
        assertThat(judgments().links(List.of("parent"))).isEmpty();
    }

    @Test
    void a_later_attempt_closes_the_earlier_and_no_earlier_one_opens_again() {
        Judgment second = judgment("leaf", 2);
        open(judgment("leaf", 1), "parent");
        assertThat(open(second, "parent")).isTrue();
        assertThat(open(judgment("leaf", 1), "parent")).isFalse();
        assertThat(judgments().links(List.of("parent"))).containsExactly(link("parent", second, 1));
        assertThat(judgments().close(judgment("leaf", 1).key(), END)).isFalse();
        assertThat(waiting()).extracting(Shown::judgment).containsExactly(second);
        assertThat(judgments().close(judgment("leaf", 3).key(), END)).isTrue();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void a_cut_takes_back_what_shows_on_the_stage_and_above_it_and_leaves_the_judgment_open() {
        Judgment judgment = judgment("leaf", 1);
        open(judgment, "low", "middle", "top");
        assertThat(judgments().cut(new StageKey("middle", "another stage"), END))
                .isFalse();
        assertThat(judgments().cut(call("middle"), END)).isTrue();
        assertThat(judgments().cut(call("middle"), END)).isFalse();
        assertThat(judgments().links(List.of("low", "middle", "top"))).containsExactly(link("low", judgment, 1));
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("low"))));
    }

    @Test
    void a_cut_reaches_no_judgment_that_began_to_wait_after_it() {
        Judgment before = judgment("before", 10);
        Judgment after = judgment("after", 11);
        open(before, "parent");
        open(after, "parent");
        assertThat(judgments().cut(call("parent"), Instant.ofEpochMilli(10))).isTrue();
        assertThat(judgments().links(List.of("parent"))).containsExactly(link("parent", after, 1));
    }

    @Test
    void a_stage_links_to_the_one_that_has_waited_longest_and_counts_all() {
        Judgment tied = judgment("b", 5);
        Judgment longest = judgment("a", 5);
        open(judgment("a first by id", 6), "parent");
        open(tied, "parent");
        open(longest, "parent");
        assertThat(judgments().links(List.of("parent"))).containsExactly(link("parent", longest, 3));
        judgments().close(longest.key(), END);
        assertThat(judgments().links(List.of("parent"))).containsExactly(link("parent", tied, 2));
    }

    @Test
    void an_execution_waits_for_what_it_holds_and_for_what_shows_on_it() {
        Judgment own = judgment("middle", 1);
        Judgment below = judgment("leaf", 2);
        open(own, "top");
        open(below, "middle", "top");
        open(judgment("elsewhere", 3), "other");
        assertThat(blocking("top")).containsExactly(own, below);
        assertThat(blocking("middle")).containsExactly(own, below);
        assertThat(blocking("leaf")).containsExactly(below);
        assertThat(blocking("nothing")).isEmpty();
    }

    @Test
    void judgments_can_be_restricted_to_an_application_and_come_page_by_page() {
        List<Judgment> mine = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            mine.add(judgment("leaf " + i, 100 + i / 2));
            open(mine.get(i), "parent");
        }
        Judgment other = new Judgment(judgment("other", 1).key(), "other application", null, null);
        open(other, "parent");

        JudgmentQuery query = JudgmentQuery.all().withApplication("app").withLimit(3);
        List<Judgment> found = new ArrayList<>();
        int pages = 0;
        for (JudgmentPage page = judgments().search(query); ; page = judgments().search(query)) {
            page.judgments().forEach(waiting -> found.add(waiting.judgment()));
            pages++;
            if (page.next() == null) {
                break;
            }
            query = query.withPageToken(page.next());
        }
        assertThat(found).isEqualTo(mine);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void what_was_said_of_a_judgment_and_of_its_ancestors_when_it_was_opened_is_told() {
        Judgment judgment = asking("leaf", 1, "app", "Is “this” right?\n\u0000Look.", at(90), "b", "a");
        Ancestor parent = new Ancestor(call("parent"), "above", "pipeline\n\"of\" parent", "the call", at(50));
        judgments().open(judgment, Lineage.ofAncestors(List.of(parent, new Ancestor(call("root")))));
        assertThat(judgments().search(JudgmentQuery.all()).judgments())
                .containsExactly(new WaitingJudgment(
                        judgment,
                        List.of(new Ancestor(call("root")), parent),
                        new Deadline(at(50), call("parent")),
                        false));
    }

    @Test
    void what_is_said_of_ancestors_that_are_added_later_is_told_too() {
        Judgment judgment = asking("leaf", 1, "app", "", null);
        Ancestor parent = new Ancestor(call("parent"), "above", "parent", "the call", at(50));
        Ancestor root = new Ancestor(call("root"), "top", "root", "the call", at(40));
        judgments().open(judgment, Lineage.ofAncestors(List.of(parent)));
        judgments().open(judgment, Lineage.ofAncestors(List.of(parent, root)));
        assertThat(judgments().search(JudgmentQuery.all()).judgments())
                .containsExactly(WaitingJudgment.of(judgment, List.of(root, parent), false));
    }

    @Test
    void the_deadline_is_the_earliest_of_the_leaf_and_of_every_stage_that_it_shows_on() {
        Judgment own = asking("own", 1, "app", "", at(20));
        judgments().open(own, Lineage.ofAncestors(List.of(giving("parent", 20), giving("root", 30))));
        Judgment cut = asking("cut", 2, "app", "", at(40));
        judgments().open(cut, Lineage.ofAncestors(List.of(giving("low", 30), giving("high", 25))));
        judgments().cut(call("high"), END);
        Judgment endless = asking("endless", 3, "app", "", null);
        judgments().open(endless, Lineage.of(List.of(call("parent"))));
        assertThat(judgments().search(JudgmentQuery.all()).judgments())
                .extracting(WaitingJudgment::deadline)
                .containsExactly(new Deadline(at(20), own.key().stage()), new Deadline(at(30), call("low")), null);
    }

    @Test
    void judgments_are_found_by_deadline_page_by_page_and_those_without_one_last() {
        Judgment endless = asking("endless", 1, "app", "", null);
        Judgment late = asking("late", 2, "app", "", at(60));
        Judgment tied = asking("tied", 4, "app", "", at(50));
        Judgment above = asking("above", 3, "app", "", at(90));
        List.of(endless, late, tied).forEach(judgment -> open(judgment, "parent"));
        judgments().open(above, Lineage.ofAncestors(List.of(giving("parent", 50))));
        JudgmentQuery query =
                JudgmentQuery.all().withOrder(JudgmentOrder.DEADLINE).withLimit(1);
        assertThat(judgmentsOf(Pages.all(judgments(), query))).containsExactly(above, tied, late, endless);
        assertThat(judgmentsOf(
                        Pages.all(judgments(), query.withApplication("app").withBlocking("parent"))))
                .containsExactly(above, tied, late, endless);
    }

    @Test
    void judgments_are_found_by_what_they_say_whatever_the_case_of_its_letters() {
        Judgment instructed = asking("a", 1, "app", "Mind the GAP, 100% of _it_ and Ärger", null);
        Judgment other = asking("b", 2, "the Gap app", "", null);
        Judgment named = new Judgment(judgment("c", 3).key(), "app", "Gapless", null);
        Judgment staged = new Judgment(judgment("d", 4).key(), "app", null, "gap");
        Judgment silent = asking("e", 5, "app", "nothing", null);
        List.of(instructed, other, named, staged, silent).forEach(judgment -> open(judgment, "parent"));
        assertThat(found(JudgmentQuery.all().withText("gAP"))).containsExactly(instructed, other, named, staged);
        assertThat(found(JudgmentQuery.all().withText("100% OF _IT_"))).containsExactly(instructed);
        assertThat(found(JudgmentQuery.all().withText("Ärger"))).containsExactly(instructed);
        assertThat(found(JudgmentQuery.all().withText("0_"))).isEmpty();
        assertThat(found(JudgmentQuery.all().withText("gap").withLimit(2).withApplication("app")))
                .containsExactly(instructed, named, staged);
    }

    @Test
    void judgments_are_found_by_their_pipeline_and_by_how_long_they_have_waited() {
        List<Judgment> all = List.of(judgment("a", 1), judgment("b", 2), judgment("c", 3));
        all.forEach(judgment -> open(judgment, "parent"));
        assertThat(found(JudgmentQuery.all().withPipeline("pipeline of b"))).containsExactly(all.get(1));
        assertThat(found(JudgmentQuery.all().withPipeline("Pipeline of b"))).isEmpty();
        assertThat(found(JudgmentQuery.all().withSinceBefore(at(2)))).containsExactly(all.get(0));
        assertThat(found(JudgmentQuery.all().withSinceBefore(at(2).plusNanos(1))))
                .containsExactly(all.get(0), all.get(1));
        assertThat(found(JudgmentQuery.blocking("parent").withSinceBefore(at(3)).withPipeline("pipeline of b")))
                .containsExactly(all.get(1));
    }

    @Test
    void judgments_are_found_and_counted_by_whom_they_ask() {
        Judgment anybody = asking("a", 1, "app", "", null);
        Judgment some = asking("b", 2, "app", "", null, "x", "y");
        Judgment others = asking("c", 3, "other", "", null, "y", "x");
        Judgment same = asking("d", 4, "app", "", null, "y", "x");
        List.of(anybody, some, others, same).forEach(judgment -> open(judgment, "parent"));
        Audience both = new Audience("app", Set.of("x", "y"));
        JudgmentPage all =
                judgments().search(JudgmentQuery.all().withCounts(true).withLimit(1));
        assertThat(all.counts()).isEqualTo(Map.of(new Audience("app", Set.of()), 1L, both, 2L, others.audience(), 1L));
        assertThat(all.count()).isEqualTo(4);
        assertThat(all.judgments()).hasSize(1);
        assertThat(judgments().search(JudgmentQuery.all()).counts()).isEmpty();
        JudgmentQuery mine = JudgmentQuery.all().withAudiences(Set.of(both, others.audience()));
        assertThat(found(mine)).containsExactly(some, others, same);
        assertThat(found(mine.withApplication("app").withBlocking("parent"))).containsExactly(some, same);
        assertThat(judgments()
                        .search(mine.withApplication("app").withCounts(true))
                        .counts())
                .isEqualTo(Map.of(both, 2L));
        assertThat(judgments()
                        .search(mine.withCounts(true).withBlocking("nothing"))
                        .counts())
                .isEmpty();
        assertThat(found(JudgmentQuery.all().withAudiences(Set.of()))).isEmpty();
    }

    @Test
    void a_stage_has_a_link_for_each_application_of_which_judgments_show_on_it() {
        Judgment first = asking("a", 1, "one", "", null);
        Judgment second = asking("b", 2, "other", "", null);
        List.of(first, second, asking("c", 3, "one", "", null)).forEach(judgment -> open(judgment, "parent"));
        assertThat(judgments().links(List.of("parent")))
                .containsExactlyInAnyOrder(link("parent", first, 2), link("parent", second, 1));
    }

    private List<Judgment> found(JudgmentQuery query) {
        return judgmentsOf(Pages.all(judgments(), query));
    }

    private static List<Judgment> judgmentsOf(List<WaitingJudgment> waiting) {
        return waiting.stream().map(WaitingJudgment::judgment).toList();
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static Ancestor giving(String executionId, long deadline) {
        return new Ancestor(call(executionId), null, null, null, at(deadline));
    }

    private static Judgment asking(
            String leaf,
            long attempt,
            String application,
            String instructions,
            @Nullable Instant deadline,
            String... requiredRoles) {
        return new Judgment(
                judgment(leaf, attempt).key(),
                application,
                null,
                null,
                new Question(instructions, List.of("yes", "no, \"never\""), Set.of(requiredRoles)),
                deadline);
    }

    private boolean open(Judgment judgment, String... ancestors) {
        return judgments()
                .open(
                        judgment,
                        Lineage.of(Arrays.stream(ancestors)
                                .map(JudgmentRepositoryTck::call)
                                .toList()));
    }

    private List<Shown> waiting() {
        return Shown.of(judgments().search(JudgmentQuery.all()).judgments());
    }

    private List<Judgment> blocking(String executionId) {
        return judgments().search(JudgmentQuery.blocking(executionId)).judgments().stream()
                .map(WaitingJudgment::judgment)
                .toList();
    }

    private static StageKey call(String executionId) {
        return new StageKey(executionId, "call");
    }

    private static JudgmentLink link(String ancestor, Judgment longestWaiting, int count) {
        return new JudgmentLink(call(ancestor), longestWaiting, count);
    }

    private static Judgment judgment(String leaf, long attempt) {
        return new Judgment(
                new JudgmentKey(new StageKey(leaf, "judge"), attempt), "app", "pipeline of " + leaf, "Judge");
    }
}
