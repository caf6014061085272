package dev.leafnode.web;

import static dev.leafnode.web.PipelinesTest.executions;
import static dev.leafnode.web.PipelinesTest.ids;
import static dev.leafnode.web.PipelinesTest.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.PageToken;
import dev.leafnode.web.Site.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where pipelines of the same name are in applications that may be read and in one that may not; see {@link AccessContract}. */
class PipelineAccessTest {

    private final Site site = new Site(new NoSecrets(), Site.as("ann"));

    @Test
    void pages_go_on_over_what_may_not_be_read_and_their_tokens_say_nothing_of_it() {
        for (int i = 0; i < 1_500; i++) {
            save("x" + i, i % 50 == 0 ? "open" : "secret", -i);
        }
        for (String query : List.of("", "&triggerType=none", "&namespace=open")) {
            List<String> found = new ArrayList<>();
            String token = "";
            do {
                Answer page = site.get(executions("p") + "?pageSize=4&pageToken=" + token + query);
                assertThat(page.body()).doesNotContain("secret");
                found.addAll(ids(page.json()));
                token = next(page);
                assertThat(placeIn(token)).as(query).isIn(readable());
            } while (!token.isEmpty());
            assertThat(found).hasSize(query.contains("none") ? 0 : 30).doesNotHaveDuplicates();
        }
        assertThat(ids(site.get(executions("p") + "?namespace=secret").json())).isEmpty();
    }

    private static List<String> readable() {
        List<String> ids = new ArrayList<>(List.of(""));
        for (int i = 0; i < 1_500; i += 50) {
            ids.add("x" + i);
        }
        return ids;
    }

    /** The id after which the next page starts. */
    private static String placeIn(String token) {
        if (token.isEmpty()) {
            return "";
        }
        String bound = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        return PageToken.decode(bound.substring(16)).ids().get(0);
    }

    @Test
    void nothing_is_found_below_or_through_what_may_not_be_read() {
        save("summit", "open", 0);
        Execution summit = site.store.executions().find("summit").orElseThrow();
        saveBelow("hidden", "secret", Trigger.snapshot(summit, "call"));
        Execution hidden = site.store.executions().find("hidden").orElseThrow();
        saveBelow("child", "open", Trigger.snapshot(summit, "call"));
        saveBelow("nested", "open", Trigger.snapshot(hidden, "call"));
        saveBelow("named", "open", Trigger.reference("hidden", "call"));
        assertThat(found("rootExecution=summit")).containsExactly("child");
        assertThat(found("parentExecution=summit")).containsExactly("child");
        assertThat(found("rootExecution=hidden")).isEmpty();
        assertThat(found("parentExecution=hidden")).isEmpty();
        for (String id : List.of("nested", "named")) {
            assertThat(site.get(executions("p") + "/" + id).body()).doesNotContain("hidden", "secret", "summit");
        }
        assertThat(site.get(executions("p") + "/child")
                        .at("/spec/trigger/rootExecution")
                        .asText())
                .isEqualTo("summit");
    }

    @Test
    void what_is_at_the_top_is_not_told_where_something_on_the_way_there_may_not_be_read() {
        save("summit", "open", 0);
        Trigger belowSummit = Trigger.snapshot(stored("summit"), "call");
        save("peak", "secret", 0);
        saveBelow("hidden", "secret", belowSummit);
        Map<String, Trigger> triggers = Map.of(
                "peak", Trigger.snapshot(stored("peak"), "call"),
                "hidden", Trigger.snapshot(stored("hidden"), "call"),
                "named", Trigger.reference("peak", "call"),
                "free", belowSummit);
        triggers.forEach((above, trigger) -> {
            saveBelow("middle", "open", trigger);
            saveBelow("bottom", "open", Trigger.snapshot(stored("middle"), "call"));
            JsonNode told = site.get(executions("p") + "/bottom").at("/spec/trigger");
            assertThat(told.path("parentExecution").asText()).isEqualTo("middle");
            assertThat(told.path("rootExecution").asText()).as(above).isEqualTo(above.equals("free") ? "summit" : "");
        });
    }

    private Execution stored(String id) {
        return site.store.executions().find(id).orElseThrow();
    }

    /** The engine may have written it of the child. */
    @Test
    void an_environment_in_the_context_of_a_stage_that_waits_for_what_may_not_be_read_is_not_told() {
        save("child", "secret", 0);
        site.store
                .executions()
                .save(execution("e", "open", 0)
                        .stages(List.of(
                                Stage.builder("call", "pipeline")
                                        .context(Map.of("executionId", "child", "environment", "hidden"))
                                        .build(),
                                Stage.builder("own", "deploy")
                                        .context(Map.of("environment", "prod"))
                                        .build()))
                        .build());
        assertThat(site.get(executions("p") + "/e").at("/status/environments")).hasSize(1);
        assertThat(found("environment=prod")).containsExactly("e");
        assertThat(found("environment=hidden")).isEmpty();
    }

    @Test
    void a_page_takes_one_statement_more_for_what_is_named_on_it() {
        for (int i = 0; i < 30; i++) {
            saveBelow("e" + i, "open", Trigger.reference("parent" + i, "call"));
        }
        site.calls.set(0);
        assertThat(found("namespace=open&pageSize=30")).hasSize(30);
        assertThat(site.calls).hasValue(2);
    }

    private List<String> found(String query) {
        return ids(site.get(executions("p") + "?" + query).json());
    }

    private void save(String id, String application, int seconds) {
        site.store.executions().save(execution(id, application, seconds).build());
    }

    private void saveBelow(String id, String application, Trigger trigger) {
        site.store
                .executions()
                .save(execution(id, application, 0).trigger(trigger).build());
    }

    private static Execution.Builder execution(String id, String application, int seconds) {
        return Execution.builder(id, application)
                .name("p")
                .status(ExecutionStatus.RUNNING)
                .buildTime(Site.NOW.plusSeconds(seconds));
    }

    /** Asked about each application, as a policy of the host's own is. */
    static final class NoSecrets implements AccessPolicy {

        @Override
        public boolean mayRead(Caller caller, String application) {
            return !application.equals("secret");
        }

        @Override
        public boolean mayKnowOf(Caller caller, String application) {
            return false;
        }

        @Override
        public boolean mayJudge(Caller caller, Audience audience) {
            return false;
        }

        @Override
        public boolean mayReport(Caller caller, String application) {
            return false;
        }
    }
}
