package dev.leafnode.web;

import static dev.leafnode.web.PipelinesTest.executions;
import static dev.leafnode.web.PipelinesTest.ids;
import static dev.leafnode.web.PipelinesTest.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.PageToken;
import dev.leafnode.web.Site.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists for somebody who may not read all that is in them: they are as if that were not there. */
class UnreadableExecutionsTest {

    /** What the store knows, what it does not, and what nothing is. */
    private static final List<String> QUERIES =
            List.of("", "&status=RUNNING", "&environment=prod", "&environment=nowhere", "&as=configmap");

    private final Site alone = new Site(new PipelineAccessTest.NoSecrets(), Site.as("ann"));
    private final Site among = new Site(new PipelineAccessTest.NoSecrets(), Site.as("ann"));

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 33, 34, 99, 100, 101, 120, 121, 1_000})
    void executions_are_paged_as_if_what_may_not_be_read_were_not_there(int pageSize) {
        readable(120);
        unreadable(-130, 700);
        for (String query : QUERIES) {
            String list = executions("p") + "?pageSize=" + pageSize + query;
            assertThat(answers(among, list)).as(query).isEqualTo(answers(alone, list));
        }
    }

    @Test
    void whatever_is_before_after_and_between_it_does_not_show() {
        readable(100);
        for (int readable = 0; readable < 100; readable += 10) {
            unreadable(3 * readable + 1, 100 + readable);
            assertThat(answers(among, executions("p") + "?pageSize=10"))
                    .isEqualTo(answers(alone, executions("p") + "?pageSize=10"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000, 1_001})
    void a_request_looks_at_the_same_executions_as_if_what_may_not_be_read_were_not_there(int readable) {
        readable(readable);
        unreadable(0, 250);
        unreadable(3 * readable, 250);
        for (String query : List.of("environment=nowhere", "environment=prod&pageSize=1000")) {
            assertThat(answers(among, executions("p") + "?" + query))
                    .as(query)
                    .isEqualTo(answers(alone, executions("p") + "?" + query));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 499, 500, 501})
    void pipelines_are_listed_as_if_what_may_not_be_read_were_not_there(int readable) {
        readable(readable);
        unreadable(-100, 600);
        unreadable(3 * readable - 100, 600);
        assertThat(answers(among, "/v1/pipelines?pageSize=1")).isEqualTo(answers(alone, "/v1/pipelines?pageSize=1"));
        assertThat(among.get("/v1/pipelines").at("/errors")).hasSize(readable > 500 ? 1 : 0);
    }

    @Test
    void beyond_ten_thousand_a_token_says_a_moment_and_no_execution() {
        unreadable(0, 10_050);
        save(among, "oldest", "open", 20_000);
        Answer page = among.get(executions("p"));
        assertThat(ids(page.json())).isEmpty();
        assertThat(page.at("/errors")).isEmpty();
        PageToken place = place(next(page));
        assertThat(place.ids()).containsExactly("");
        assertThat(Instant.ofEpochMilli(place.time()))
                .as("the full hour after the last that was looked at")
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(found(executions("p") + "?pageSize=50")).containsExactly("oldest");
    }

    @Test
    void the_search_goes_on_over_any_number_even_of_the_same_moment() {
        for (int i = 0; i < 25_000; i++) {
            among.store.executions().save(execution("secret" + i, "secret", Site.NOW.minusMillis(i / 12_000)));
        }
        save(among, "newest", "open", -1);
        save(among, "oldest", "open", 1);
        assertThat(found(executions("p") + "?pageSize=50")).containsExactly("newest", "oldest");
        assertThat(found(executions("p") + "?pageSize=1")).containsExactly("newest", "oldest");
        assertThat(among.get("/v1/pipelines").at("/errors/0/message").asText())
                .isEqualTo("These are the pipelines of the newest executions; there may be others");
    }

    /** Two requests for the place where a page ends would find two places. */
    @ParameterizedTest
    @ValueSource(strings = {"", "status=RUNNING", "environment=prod"})
    void every_readable_row_that_stays_is_on_one_page_while_others_finish_and_go(String query) {
        readable(300);
        unreadable(-1, 600);
        List<String> staying = IntStream.range(0, 300)
                .filter(i -> i % 6 == 0)
                .mapToObj(i -> "e" + i)
                .toList();
        int[] gone = {0};
        among.meanwhile = () -> {
            for (int end = gone[0] + 12; gone[0] < end; gone[0]++) {
                int i = gone[0];
                if (i % 3 == 1) {
                    among.store.executions().delete("e" + i);
                } else if (i % 3 == 2 && i < 300) {
                    among.store
                            .executions()
                            .save(execution("e" + i, "open", Site.NOW.minusSeconds(3L * i)).toBuilder()
                                    .status(ExecutionStatus.SUCCEEDED)
                                    .build());
                }
                among.store.executions().delete("secret" + i);
            }
        };
        assertThat(found(executions("p") + "?pageSize=7&" + query))
                .doesNotHaveDuplicates()
                .containsAll(staying);
    }

    /** Every third second there is one that may be read, the newest first. */
    private void readable(int number) {
        for (int i = 0; i < number; i++) {
            save(alone, "e" + i, "open", 3 * i);
            save(among, "e" + i, "open", 3 * i);
        }
    }

    private void unreadable(int from, int number) {
        for (int i = from; i < from + number; i++) {
            save(among, "secret" + i, "secret", i);
        }
    }

    private static void save(Site site, String id, String application, int age) {
        site.store.executions().save(execution(id, application, Site.NOW.minusSeconds(age)));
    }

    private static Execution execution(String id, String application, Instant created) {
        return Execution.builder(id, application)
                .name("p")
                .status(ExecutionStatus.RUNNING)
                .buildTime(created)
                .stages(List.of(Stage.builder("deploy", "deploy")
                        .status(ExecutionStatus.RUNNING)
                        .context(Map.of(
                                "environment",
                                Duration.between(created, Site.NOW).toSeconds() % 2 == 0 ? "prod" : "test"))
                        .build()))
                .build();
    }

    /** Of every page, whole. */
    private static List<String> answers(Site site, String list) {
        List<String> answers = new ArrayList<>();
        String token = "";
        do {
            Answer page = site.get(list + "&pageToken=" + token);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            answers.add(page.body());
            token = next(page);
        } while (!token.isEmpty());
        return answers;
    }

    private List<String> found(String list) {
        return answers(among, list).stream()
                .flatMap(page -> ids(Answers.tree(page)).stream())
                .toList();
    }

    private static PageToken place(String token) {
        String bound = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        return PageToken.decode(bound.substring(16));
    }
}
