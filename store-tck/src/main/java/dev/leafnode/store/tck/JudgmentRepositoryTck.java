package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        assertThat(waiting()).containsExactly(new WaitingJudgment(judgment, List.of(call("root"), call("parent"))));
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
        assertThat(waiting()).containsExactly(new WaitingJudgment(judgment, List.of(call("root"), call("parent"))));
    }

    @Test
    void a_way_that_was_cut_is_restored_by_opening_the_judgment_once_more() {
        Judgment judgment = judgment("leaf", 1);
        open(judgment, "parent", "root");
        judgments().cut(call("parent"), END);
        assertThat(open(judgment, "parent", "root")).isFalse();
        assertThat(waiting()).containsExactly(new WaitingJudgment(judgment, List.of(call("root"), call("parent"))));
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
        assertThat(waiting()).extracting(WaitingJudgment::judgment).containsExactly(second);
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
        assertThat(waiting()).containsExactly(new WaitingJudgment(judgment, List.of(call("low"))));
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

    private boolean open(Judgment judgment, String... ancestors) {
        return judgments()
                .open(
                        judgment,
                        Lineage.of(Arrays.stream(ancestors)
                                .map(JudgmentRepositoryTck::call)
                                .toList()));
    }

    private List<WaitingJudgment> waiting() {
        return judgments().search(JudgmentQuery.all()).judgments();
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
