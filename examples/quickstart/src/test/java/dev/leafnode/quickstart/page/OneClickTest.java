package dev.leafnode.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** From anywhere in a tree to the judgment that it waits for, and what of that everybody sees. */
class OneClickTest {

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Server server = Server.ofAll();

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @Test
    void from_the_root_of_a_tree_of_five_levels_one_click_reaches_the_leaf_and_continue() {
        String leaf = leafOf(startTreeOfFiveLevels("one-click"));

        browser.open(server.url("/#/applications/one-click"));
        assertThat(browser.text(".stage.awaiting")).contains("Everything below").contains("Awaiting judgment in A4");
        browser.click(".stage.awaiting a");

        assertThat(browser.text("article.judgment h1")).isEqualTo("Proceed?");
        assertThat(browser.all(".judgment .path li"))
                .extracting(step -> step.getText().replaceAll("\\s+", " "))
                .satisfiesExactly(
                        root -> assertThat(root).contains("one-click five-levels"),
                        first -> assertThat(first).contains("A1 P1"),
                        second -> assertThat(second).contains("A2 P2"),
                        third -> assertThat(third).contains("A3 P3"),
                        last -> assertThat(last).contains("A4 P4"));
        assertThat(browser.url()).contains("/#/judgments/" + leaf + "/");
        assertThat(browser.text(".judgment button.continue")).startsWith("Continue");
        decideWithTheMouse("continue");
        browser.awaitText("No longer waits: continued");
        server.application()
                .await(leaf, execution -> execution.path("status").asString().equals("SUCCEEDED"));
    }

    @Test
    void continue_empties_the_marks_on_all_open_pages_within_two_seconds() {
        String root = startTreeOfFiveLevels("everywhere");
        String leaf = leafOf(root);
        browser.open(server.url("/"));
        String inbox = browser.window();
        String card = ".judgment .title[href*='" + leaf + "']";
        browser.find(card);
        String other = browser.openWindow(server.url("/#/?application=A4"));
        browser.find(card);
        String executions = browser.openWindow(server.url("/#/applications/everywhere"));
        browser.find("[data-execution='" + root + "'] .stage.awaiting");
        String judgment = browser.openWindow(server.url("/#/judgments/" + leaf));
        browser.awaitText("Live");

        decideWithTheMouse("continue");
        long decided = System.nanoTime();

        for (String window : List.of(judgment, executions, other, inbox)) {
            browser.lookAt(window);
            Duration left = AT_ONCE.minusNanos(System.nanoTime() - decided);
            browser.awaitThat(
                    "window %s shows it no more".formatted(window),
                    left,
                    () -> browser.count(card) == 0 && browser.count(".stage.awaiting, .judgment.opened .actions") == 0);
        }
        browser.closeOthers(inbox);
    }

    @Test
    void the_way_to_a_leaf_leads_a_browser_to_its_judgment() {
        String root = startTreeOfFiveLevels("redirected");

        browser.open(server.url("/executions/" + root + "/leaf"));

        assertThat(browser.text("article.judgment h1")).isEqualTo("Proceed?");
        assertThat(browser.url()).contains("/#/judgments/" + leafOf(root) + "/");
    }

    @Test
    void each_step_of_a_path_leads_to_that_execution_among_those_of_its_application() {
        List<String> ids = new Waiting(server.application(), "Ship it?")
                .in("upper", "release")
                .in("lower", "ship")
                .store();
        browser.open(server.url("/#/judgments/" + ids.get(1) + "/judge"));

        browser.click(".path a");

        assertThat(browser.text("h1")).isEqualTo("Executions of upper");
        assertThat(browser.text(".execution.highlighted"))
                .contains("release")
                .contains(ids.get(0))
                .contains("Awaiting judgment in lower");
        browser.awaitThat("it has the focus", () -> browser.focused().startsWith("release"));
    }

    @Test
    void a_link_to_a_judgment_that_is_over_says_what_became_of_it() {
        String id = new Waiting(server.application(), "Ship it?")
                .in("over", "ship")
                .store()
                .get(0);
        String path = "/judgments/" + id + "/judge/decision";
        assertThat(server.application()
                        .postAs("application/json", path, "{\"decision\": \"stop\", \"comment\": \"too late\"}")
                        .status())
                .isEqualTo(200);

        browser.open(server.url("/#/judgments/" + id + "/judge"));
        browser.awaitText("This judgment no longer waits.");
        assertThat(browser.text()).contains("stopped").contains("too late");

        browser.open(server.url("/#/judgments/nowhere/judge"));
        browser.awaitText("No judgment waits here.");
    }

    static void decideWithTheMouse(String verdict) {
        browser.click(".judgment .actions ." + verdict);
        browser.click("[data-confirm]");
    }

    private static String startTreeOfFiveLevels(String name) {
        return server.application().start("""
                {"application": "%s", "name": "five-levels", "stages": [
                  {"refId": "1", "type": "wait", "name": "Begin", "waitTime": 0},
                  {"refId": "2", "type": "pipeline", "name": "Everything below", "requisiteStageRefIds": ["1"],
                   "application": "A1", "pipeline": "chain/P1"}]}
                """.formatted(name));
    }

    private static String leafOf(String root) {
        JsonNode waiting = server.application()
                .await(root, execution -> !execution.at("/trigger/others").isEmpty());
        return waiting.at("/trigger/others/leafnodePipelineExecutionId").asString();
    }
}
