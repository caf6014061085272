package dev.leafnode.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void a_page_token_survives_its_text() {
        PageToken token = new PageToken(1_771_000_000_000L, List.of("exécution/1", "stage 2"));
        assertThat(PageToken.decode(token.encode())).isEqualTo(token);
        assertThat(token.encode()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void what_is_no_page_token_is_refused() {
        for (String text : List.of("", "!", "bm90IGEgdGltZQ", "MTIz")) {
            assertThatThrownBy(() -> PageToken.decode(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("page token: expected one that a page gave, got '%s'".formatted(text));
        }
    }

    @Test
    void a_page_of_executions_has_a_place_of_each_and_keeps_those_of_some() {
        Execution one = Execution.builder("one", "app").build();
        Execution other = Execution.builder("other", "app").build();
        List<PageToken> places = List.of(new PageToken(2, "one"), new PageToken(1, "other"));
        JudgmentLink link = link("one");
        JudgmentLink ofOther = link("other");
        ExecutionPage page = new ExecutionPage(List.of(one, other), places, List.of(link, ofOther), places.get(1));
        assertThat(page.only(execution -> execution.equals(other)))
                .isEqualTo(new ExecutionPage(List.of(other), List.of(places.get(1)), List.of(ofOther), places.get(1)));
        assertThat(page.only(execution -> true)).isEqualTo(page);
        assertThatThrownBy(() -> new ExecutionPage(List.of(one, other), List.of(), List.of(), null))
                .hasMessage("page of executions: expected a place of each of 2, got 0");
    }

    private static JudgmentLink link(String ancestor) {
        return new JudgmentLink(
                new StageKey(ancestor, "call"), new JudgmentKey(new StageKey("leaf", "judge"), 1), "app", 1);
    }

    @Test
    void no_answer_is_unbounded() {
        assertThatThrownBy(() -> ExecutionQuery.all().withLimit(0)).hasMessage("limit: expected 1 to 1000, got 0");
        assertThatThrownBy(() -> JudgmentQuery.all().withLimit(1_001))
                .hasMessage("limit: expected 1 to 1000, got 1001");
        Set<String> ids = IntStream.range(0, 1_001).mapToObj(Integer::toString).collect(Collectors.toSet());
        assertThatThrownBy(() -> ExecutionQuery.byId(ids)).hasMessageContaining("expected 1 to 1000, got 1001");
    }

    @Test
    void a_page_needs_the_token_of_a_page_of_its_kind() {
        PageToken ofJudgments = new PageToken(1, List.of("execution", "stage"));
        assertThatThrownBy(() -> ExecutionQuery.all().withPageToken(ofJudgments))
                .hasMessageStartingWith("page token: expected one of a page of executions");
        assertThatThrownBy(() -> JudgmentQuery.all().withPageToken(new PageToken(1, "only one id")))
                .hasMessageStartingWith("page token: expected one of a page of judgments");
        assertThatThrownBy(() -> JudgmentQuery.all().withPageToken(new PageToken(-5, List.of("execution", "stage"))))
                .hasMessageContaining("expected an attempt of 0 or later (epoch millis), got -5");
        JudgmentQuery byDeadline = JudgmentQuery.all().withOrder(JudgmentOrder.DEADLINE);
        assertThatThrownBy(() -> byDeadline.withPageToken(ofJudgments))
                .hasMessageStartingWith("page token: expected one of a page of judgments by DEADLINE");
        assertThatThrownBy(() -> byDeadline.withPageToken(new PageToken(1, List.of("execution", "stage", "soon"))))
                .hasMessage("page token: expected an attempt in milliseconds since the epoch, got 'soon'");
    }

    @Test
    void a_page_holds_no_more_than_was_asked_for_however_many_were_found() {
        List<WaitingJudgment> found = IntStream.range(0, 5)
                .mapToObj(n -> new JudgmentKey(new StageKey("e" + n, "judge"), n))
                .map(key -> WaitingJudgment.of(new Judgment(key, "app", null, null), List.of(), false))
                .toList();
        JudgmentPage page = JudgmentPage.of(JudgmentQuery.all().withLimit(2), found, Map.of());
        assertThat(page.judgments()).isEqualTo(found.subList(0, 2));
        assertThat(page.next()).isEqualTo(new PageToken(1, List.of("e1", "judge")));
    }
}
