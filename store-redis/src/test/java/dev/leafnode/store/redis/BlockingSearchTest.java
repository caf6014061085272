package dev.leafnode.store.redis;

import static dev.leafnode.store.redis.Sample.NOW;
import static dev.leafnode.store.redis.Sample.call;
import static dev.leafnode.store.redis.Sample.execution;
import static dev.leafnode.store.redis.Sample.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What blocks executions of a wide tree: a root with the branches "a" and "b", of five leaves each. */
class BlockingSearchTest {

    private static final List<String> OF_A = List.of("a-0", "a-1", "a-2", "a-3", "a-4");
    private static final List<String> OF_B = List.of("b-0", "b-1", "b-2", "b-3", "b-4");

    private TestStore test;

    @BeforeEach
    void begin() {
        test = new TestStore(TestRedisKind.VERSION_7);
        test.executions().save(execution("root", Trigger.empty(), call()));
        for (String branch : List.of("a", "b")) {
            test.executions().save(execution(branch, Trigger.reference("root", "call"), call()));
        }
        Stream.concat(OF_A.stream(), OF_B.stream()).forEach(id -> {
            test.executions().save(execution(id, Trigger.reference(id.substring(0, 1), "call"), judge()));
            await(id, NOW);
        });
    }

    @AfterEach
    void close() {
        test.clear();
        test.close();
    }

    @Test
    void pages_of_any_size_hold_what_shows_on_an_execution_and_not_what_shows_beside_it() {
        for (int limit = 1; limit <= 11; limit++) {
            assertThat(ids(pages("b", limit))).isEqualTo(OF_B);
            assertThat(ids(pages("a", limit))).isEqualTo(OF_A);
            assertThat(ids(pages("a-3", limit))).containsExactly("a-3");
            assertThat(ids(pages("root", limit)))
                    .isEqualTo(Stream.concat(OF_A.stream(), OF_B.stream()).toList());
        }
    }

    @Test
    void a_page_of_a_wide_tree_follows_no_more_judgments_than_it_holds() {
        test.client().loadScripts();
        List<Integer> arguments = new ArrayList<>();
        for (int limit : List.of(2, 3)) {
            var sent = test.client()
                    .sentBy(() -> test.store()
                            .judgments()
                            .search(JudgmentQuery.blocking("root").withLimit(limit)));
            assertThat(sent)
                    .extracting(command -> command.getCommand().toString())
                    .containsExactly("HGETALL", "EVALSHA");
            arguments.add(sent.get(1).size());
        }
        assertThat(arguments.get(1)).isEqualTo(arguments.get(0) + 1);
    }

    @Test
    void judgments_that_open_anew_while_a_page_is_read_hide_none_from_the_pages_after_it() {
        int[] commands = {0};
        test.client().beforeCommand(() -> {
            if (++commands[0] == 2) {
                test.client().beforeCommand(() -> {});
                await("a-1", NOW.plusSeconds(1));
                await("a-2", NOW.plusSeconds(1));
            }
        });

        List<JudgmentPage> pages = pages("root", 3);

        assertThat(commands[0]).isEqualTo(2);
        assertThat(ids(pages)).containsExactly("a-0", "a-3", "a-4", "b-0", "b-1", "b-2", "b-3", "b-4", "a-1", "a-2");
    }

    private void await(String id, Instant since) {
        Stage judging = judge().toBuilder().startTime(since).build();
        test.executions().saveStage(id, judging);
        Execution leaf = test.executions().find(id).orElseThrow();
        assertThat(test.store().judgments().open(Sample.judgment(leaf, judging), Lineage.stored()))
                .isTrue();
    }

    private List<JudgmentPage> pages(String id, int limit) {
        List<JudgmentPage> pages = new ArrayList<>();
        JudgmentQuery query = JudgmentQuery.blocking(id).withLimit(limit);
        JudgmentPage page = test.store().judgments().search(query);
        pages.add(page);
        while (page.next() != null) {
            page = test.store().judgments().search(query.withPageToken(page.next()));
            pages.add(page);
        }
        return pages;
    }

    private static List<String> ids(List<JudgmentPage> pages) {
        return pages.stream()
                .flatMap(page -> page.judgments().stream())
                .map(waiting -> waiting.judgment().key().stage().executionId())
                .toList();
    }
}
