package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.PageToken;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the search of executions promises. */
abstract class ExecutionSearchContract extends Contract {

    ExecutionSearchContract(Kit kit) {
        super(kit);
    }

    @Test
    void search_finds_the_newest_first_by_the_time_of_their_creation_and_then_by_id_both_descending() {
        for (String id : List.of("b", "10", "B", "9", "a-", "a", "Z", "_")) {
            created(id, at(5), null);
        }
        created("older", at(4), null);
        created("newer", at(6), null);
        assertThat(ids(ExecutionQuery.all()))
                .containsExactly("newer", "b", "a-", "a", "_", "Z", "B", "9", "10", "older");
    }

    @Test
    void an_execution_without_a_build_time_stands_at_its_start_time() {
        created("built first, started last", at(1), at(9));
        created("started", null, at(2));
        created("built", at(3), null);
        assertThat(ids(ExecutionQuery.all())).containsExactly("built", "started", "built first, started last");
    }

    @Test
    void an_execution_without_build_and_start_time_stands_at_the_time_of_its_first_save() {
        created("long past", Instant.parse("2001-01-01T00:00:00Z"), null);
        created("far future", Instant.parse("2101-01-01T00:00:00Z"), null);
        created("first", null, null);
        created("second", null, null);
        Instant later = Instant.now().plusMillis(3);
        do {
            created("first", null, null);
        } while (Instant.now().isBefore(later));
        created("long past", Instant.parse("2001-01-01T00:00:00Z"), null);
        assertThat(ids(ExecutionQuery.all())).containsExactly("far future", "second", "first", "long past");
    }

    @Test
    void a_saved_stage_does_not_move_its_execution() {
        created("a", null, null);
        created("b", null, null);
        executions().saveStage("a", Stages.judgment("judge"));
        assertThat(ids(ExecutionQuery.all())).containsExactly("b", "a");
    }

    @Test
    void ids_restrict_to_the_executions_with_these_ids() {
        Stream.of("a", "b", "c").forEach(id -> created(id, at(1), null));
        assertThat(ids(ExecutionQuery.byId(Set.of("c", "a", "not there")))).containsExactly("c", "a");
        Set<String> many = IntStream.range(0, ExecutionQuery.MAX_LIMIT - 1)
                .mapToObj(i -> "id-" + i)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        many.add("b");
        assertThat(ids(ExecutionQuery.byId(many))).containsExactly("b");
    }

    @Test
    void application_name_and_statuses_restrict_and_all_conditions_must_hold_together() {
        save("1", "app", "build", ExecutionStatus.RUNNING);
        save("2", "app", "deploy", ExecutionStatus.SUCCEEDED);
        save("3", "app", null, ExecutionStatus.of("UNKNOWN"));
        save("4", "other", "deploy", ExecutionStatus.RUNNING);
        save("5", "App", "Deploy", ExecutionStatus.TERMINAL);
        ExecutionQuery ofApp = ExecutionQuery.ofApplication("app");
        assertThat(ids(ofApp)).containsExactly("3", "2", "1");
        assertThat(ids(ofApp.withApplication(null))).containsExactly("5", "4", "3", "2", "1");
        assertThat(ids(ExecutionQuery.ofApplication("ap"))).isEmpty();
        assertThat(ids(ExecutionQuery.all().withName("deploy"))).containsExactly("4", "2");
        assertThat(ids(ofApp.withName("deploy"))).containsExactly("2");
        assertThat(ids(ofApp.withStatuses(Set.of(ExecutionStatus.RUNNING, ExecutionStatus.of("UNKNOWN")))))
                .containsExactly("3", "1");
        assertThat(ids(ofApp.withName("deploy").withStatuses(Set.of(ExecutionStatus.RUNNING))))
                .isEmpty();
        assertThat(ids(ofApp.withStatuses(Set.of()))).hasSize(3);
        assertThat(ids(ExecutionQuery.byId(Set.of("1", "4")).withApplication("other")))
                .containsExactly("4");
    }

    @Test
    void created_restricts_from_an_instant_on_and_before_another() {
        IntStream.rangeClosed(1, 5).forEach(i -> created("p" + i, at(i), null));
        created("p6", null, at(6));
        assertThat(ids(ExecutionQuery.all().withCreated(at(3), null))).containsExactly("p6", "p5", "p4", "p3");
        assertThat(ids(ExecutionQuery.all().withCreated(null, at(3)))).containsExactly("p2", "p1");
        assertThat(ids(ExecutionQuery.all().withCreated(at(2), at(4)))).containsExactly("p3", "p2");
        assertThat(ids(ExecutionQuery.all().withCreated(at(6), at(7)))).containsExactly("p6");
        assertThat(ids(ExecutionQuery.all().withCreated(at(4), at(4)))).isEmpty();
        assertThat(ids(ExecutionQuery.all().withCreated(Instant.MIN, Instant.MAX)))
                .hasSize(6);
        assertThat(ids(ExecutionQuery.all().withCreated(Instant.MAX, null))).isEmpty();
        assertThat(ids(ExecutionQuery.all().withCreated(null, Instant.MIN))).isEmpty();
    }

    @Test
    void awaiting_restricts_to_executions_that_hold_a_judgment_or_show_one_from_below_or_either() {
        chain("root", "middle", "leaf");
        saved("idle", Stages.pipeline("call"), Stages.judgment("judge"));
        opened(judge("leaf", 1));
        opened(judge("middle", 2));
        assertThat(ids(ExecutionQuery.all().withAwaiting(Awaiting.OWN))).containsExactly("middle", "leaf");
        assertThat(ids(ExecutionQuery.all().withAwaiting(Awaiting.BELOW))).containsExactly("root", "middle");
        assertThat(ids(ExecutionQuery.all().withAwaiting(Awaiting.ANY))).containsExactly("root", "middle", "leaf");
        assertThat(ids(ExecutionQuery.all().withAwaiting(null))).hasSize(4);
        assertThat(ids(ExecutionQuery.byId(Set.of("leaf", "idle")).withAwaiting(Awaiting.ANY)))
                .containsExactly("leaf");
        judgments().close(judge("leaf", 1).key(), at(3));
        assertThat(ids(ExecutionQuery.all().withAwaiting(Awaiting.ANY))).containsExactly("root", "middle");
        assertThat(ids(ExecutionQuery.all().withAwaiting(Awaiting.BELOW))).containsExactly("root");
    }

    @Test
    void a_page_brings_the_links_of_its_executions_only_if_the_query_asks_for_it() {
        chain("root", "middle", "leaf");
        opened(judge("leaf", 1));
        ExecutionQuery query = ExecutionQuery.byId(Set.of("root", "leaf"));
        assertThat(executions().search(query).links())
                .extracting(JudgmentLink::ancestor)
                .containsExactly(call("root"));
        assertThat(executions().search(query.withLinks(false)).links()).isEmpty();
        ExecutionPage first = executions().search(ExecutionQuery.all().withLimit(1));
        assertThat(first.executions()).extracting(Execution::id).containsExactly("root");
        assertThat(first.links()).extracting(JudgmentLink::ancestor).containsExactly(call("root"));
    }

    @Test
    void a_page_says_where_the_next_one_starts_and_the_last_one_does_not() {
        IntStream.rangeClosed(1, 6).forEach(i -> created("p" + i, at(i / 2), null));
        ExecutionQuery query = ExecutionQuery.all().withLimit(2);
        ExecutionPage first = executions().search(query);
        ExecutionPage second = executions().search(query.withPageToken(first.next()));
        ExecutionPage third = executions().search(query.withPageToken(second.next()));
        assertThat(first.executions()).extracting(Execution::id).containsExactly("p6", "p5");
        assertThat(second.executions()).extracting(Execution::id).containsExactly("p4", "p3");
        assertThat(third.executions()).extracting(Execution::id).containsExactly("p2", "p1");
        assertThat(third.next()).as("the token of a last page that is full").isNull();
        assertThat(executions().search(query.withLimit(6)).next()).isNull();
        assertThat(executions().search(query.withName("no such pipeline")).next())
                .isNull();
    }

    @Test
    void a_page_says_the_place_of_each_execution_and_a_page_with_this_token_begins_after_it() {
        IntStream.rangeClosed(1, 6).forEach(i -> created("p" + i, at(i / 2), null));
        created("of no known time", null, null);
        ExecutionPage all = executions().search(ExecutionQuery.all());
        List<String> ids = all.executions().stream().map(Execution::id).toList();
        assertThat(ids).hasSize(7);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids(ExecutionQuery.all().withPageToken(all.places().get(i))))
                    .containsExactlyElementsOf(ids.subList(i + 1, ids.size()));
        }
        assertThat(executions()
                        .search(ExecutionQuery.byId(Set.of("p3", "of no known time")))
                        .places())
                .containsExactlyInAnyOrder(
                        all.places().get(ids.indexOf("p3")), all.places().get(ids.indexOf("of no known time")));
        ExecutionPage first = executions().search(ExecutionQuery.all().withLimit(2));
        assertThat(first.places()).hasSize(2).endsWith(first.next());
    }

    @Test
    void the_place_at_an_instant_is_before_what_was_created_then_or_earlier_and_after_all_else() {
        for (String id : List.of("a", "Z", "0")) {
            created(id + 1, at(1), null);
            created(id + 2, at(1).plusMillis(1), null);
        }
        assertThat(ids(ExecutionQuery.all().withPageToken(PageToken.at(at(1))))).containsExactly("a1", "Z1", "01");
        assertThat(ids(ExecutionQuery.all().withPageToken(PageToken.at(at(0))))).isEmpty();
        assertThat(ids(ExecutionQuery.all().withPageToken(PageToken.at(at(2))))).hasSize(6);
        assertThat(ids(ExecutionQuery.byId(Set.of("a1", "a2")).withPageToken(PageToken.at(at(1)))))
                .containsExactly("a1");
    }

    @Test
    void what_comes_before_a_page_or_is_inserted_there_meanwhile_does_not_move_it() {
        IntStream.rangeClosed(1, 6).forEach(i -> created("p" + i, at(i), null));
        ExecutionQuery query = ExecutionQuery.all().withLimit(3);
        ExecutionPage first = executions().search(query);
        created("newest", at(100), null);
        created("p5 and a half", at(5), null);
        executions().delete("p6");
        executions().delete("p4");
        assertThat(executions().search(query.withPageToken(first.next())).executions())
                .extracting(Execution::id)
                .containsExactly("p3", "p2", "p1");
    }

    @Test
    void pages_of_a_restricted_search_hold_what_it_finds_and_nothing_else() {
        for (int i = 0; i < 40; i++) {
            save("p" + i, i % 3 == 0 ? "app" : "other", "build", ExecutionStatus.RUNNING);
        }
        ExecutionQuery query = ExecutionQuery.ofApplication("app").withLimit(4);
        assertThat(Pages.all(executions(), query).executions())
                .hasSize(14)
                .isEqualTo(executions().search(query.withLimit(50)).executions());
    }

    private List<String> ids(ExecutionQuery query) {
        return executions().search(query).executions().stream()
                .map(Execution::id)
                .toList();
    }

    private void created(String id, @Nullable Instant buildTime, @Nullable Instant startTime) {
        saved(execution(id, Trigger.empty()).toBuilder()
                .buildTime(buildTime)
                .startTime(startTime)
                .build());
    }

    private void save(String id, String application, @Nullable String name, ExecutionStatus status) {
        saved(Execution.builder(id, application)
                .name(name)
                .status(status)
                .buildTime(at(0))
                .build());
    }
}
