package dev.leafnode.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Everything without a mouse. */
class KeyboardTest {

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Server server = Server.ofAll();

    @Test
    void judgments_are_walked_through_opened_and_decided() {
        waiting("keys", "First", 3);
        String second = waiting("keys", "Second", 2);
        String third = waiting("keys", "Third", 1);
        browser.open(server.url("/#/?application=keys"));
        browser.awaitThat("three wait", () -> browser.count(".judgment") == 3);

        browser.press("j", "j", "j", "k");
        assertThat(browser.focused()).isEqualTo("Second");
        browser.press(Keys.ENTER);
        assertThat(browser.text("article.judgment h1")).isEqualTo("Second");
        browser.press("c");
        assertThat(browser.focused()).startsWith("Yes, continue");
        browser.press(Keys.ENTER);
        browser.awaitText("No longer waits: continued");
        assertThat(statusOf(second)).isEqualTo("SUCCEEDED");
        browser.press(Keys.ESCAPE);
        browser.awaitThat("two wait", () -> browser.count(".judgments .judgment") == 2);

        browser.press("j", "j", "s", Keys.ENTER);
        browser.awaitThat("one waits", () -> browser.count(".judgments .judgment") == 1);
        assertThat(statusOf(third)).isEqualTo("TERMINAL");
        assertThat(browser.focused()).isEqualTo("First");
        assertThat(browser.title()).startsWith("(1) ");
    }

    @Test
    void no_single_key_decides_anything() {
        String id = waiting("single", "Sure?", 1);
        browser.open(server.url("/#/judgments/" + id + "/judge"));
        browser.find("button.continue");
        for (CharSequence key : List.of("c", Keys.ESCAPE, "s", Keys.ESCAPE, "j", "k", "y", Keys.ENTER, Keys.SPACE)) {
            browser.press(key);
        }
        browser.find("button.continue");
        assertThat(statusOf(id)).isEqualTo("RUNNING");
    }

    @Test
    void keys_rest_while_somebody_types() {
        String id = waiting("typing", "Sure?", 1);
        browser.open(server.url("/#/?application=typing"));
        browser.find(".judgment");
        browser.press("j", "s");
        browser.find("textarea").click();
        browser.press("jokes cost ?");

        assertThat(browser.run("return document.querySelector('textarea').value"))
                .isEqualTo("jokes cost ?");
        assertThat(browser.count("dialog[open]")).isZero();
        browser.press(Keys.ESCAPE);
        assertThat(browser.count("form.decision")).isZero();
        assertThat(browser.focused()).isEqualTo("Sure?");
        assertThat(statusOf(id)).isEqualTo("RUNNING");
    }

    @Test
    void an_input_is_chosen_before_it_goes_on() {
        String id = new Waiting(server.application(), "Which?")
                .in("inputs", "choose")
                .withInputs("blue", "green")
                .store()
                .get(0);
        browser.open(server.url("/#/judgments/" + id + "/judge"));
        browser.find("button.continue");
        browser.press("c", Keys.ENTER);
        browser.awaitText("Choose an input first.");
        browser.press(Keys.SPACE, Keys.ARROW_DOWN, Keys.TAB, "as agreed", Keys.TAB, Keys.ENTER);

        browser.awaitText("No longer waits: continued");
        assertThat(browser.text(".outcome")).contains("“green”").contains("as agreed");
        assertThat(server.application()
                        .get("/pipelines/" + id)
                        .json()
                        .at("/stages/1/context/judgmentInput")
                        .asString())
                .isEqualTo("green");
    }

    @Test
    void a_question_mark_shows_what_the_keys_do() {
        browser.open(server.url("/"));
        browser.find("h1");
        browser.press("?");
        assertThat(browser.text("dialog[open]")).contains("next and previous judgment");
        browser.press(Keys.ESCAPE);
        browser.awaitThat("it is closed", () -> browser.count("dialog[open]") == 0);
    }

    @Test
    void keys_that_are_characters_are_switched_off_for_good_and_on_again() {
        waiting("quiet", "Sure?", 1);
        browser.open(server.url("/#/?application=quiet"));
        browser.find(".judgment");
        browser.press("?");
        switchKeys();
        assertThat(browser.barriers()).isEmpty();

        for (int visits = 0; visits < 2; visits++) {
            browser.press("j", "c", "s", "?");
            assertThat(browser.focused()).isNotEqualTo("Sure?");
            assertThat(browser.count("form.decision, dialog[open]")).isZero();
            browser.open(server.url("/#/?application=quiet"));
            browser.find(".judgment");
        }

        tabTo("Sure?");
        browser.press(Keys.ENTER);
        assertThat(browser.text("article.judgment h1")).isEqualTo("Sure?");
        browser.press(Keys.ESCAPE);
        browser.find(".judgments .judgment");
        tabTo("Help on keys");
        browser.press(Keys.ENTER);
        switchKeys();
        browser.press("k", "j", "c");
        browser.find("form.decision");
    }

    /** In the help, which is open. */
    private static void switchKeys() {
        browser.find("dialog[open]");
        tabTo("Use the keys that are characters");
        browser.press(Keys.SPACE, Keys.ESCAPE);
        browser.awaitThat("the help is closed", () -> browser.count("dialog[open]") == 0);
    }

    private static void tabTo(String name) {
        for (int stops = 0; stops < 50 && !browser.focused().equals(name); stops++) {
            browser.press(Keys.TAB);
        }
        assertThat(browser.focused()).isEqualTo(name);
    }

    @AfterEach
    void switchKeysOn() {
        browser.run("localStorage.clear()");
    }

    @Test
    void the_focus_goes_on_to_the_next_when_somebody_else_decides_what_has_it() {
        String first = waiting("moved", "First", 2);
        waiting("moved", "Second", 1);
        browser.open(server.url("/#/?application=moved"));
        browser.awaitThat("two wait", () -> browser.count(".judgment") == 2);
        browser.press("j");
        assertThat(browser.focused()).isEqualTo("First");

        assertThat(server.application()
                        .postAs(
                                "application/json",
                                "/judgments/" + first + "/judge/decision",
                                "{\"decision\": \"stop\"}")
                        .status())
                .isEqualTo(200);

        browser.awaitThat("the next has the focus", () -> browser.focused().equals("Second"));
        browser.awaitThat(
                "it is said", () -> browser.text("[role=status]").contains("No longer waits: moved approve: First."));
    }

    private static String waiting(String name, String stage, int minutes) {
        return new Waiting(server.application(), stage)
                .in(name, "approve")
                .since(Duration.ofMinutes(minutes))
                .store()
                .get(0);
    }

    /** How the judgment stands; what is stored here is run by nobody. */
    private static String statusOf(String id) {
        return server.application()
                .get("/pipelines/" + id)
                .json()
                .at("/stages/1/status")
                .asString();
    }
}
