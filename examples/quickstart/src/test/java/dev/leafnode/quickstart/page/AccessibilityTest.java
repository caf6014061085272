package dev.leafnode.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** For everybody: with a screen reader, in the dark, and on a small screen. */
class AccessibilityTest {

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Server server = Server.withScenery();

    @AfterEach
    void inTheLightOfALargeScreen() {
        browser.dark(false);
        browser.size(1280, 900);
    }

    @Test
    void axe_finds_no_serious_barrier() {
        assertNoBarrierAnywhere();
    }

    @Test
    @Tag("heavy")
    void nor_does_it_in_the_dark_where_colours_are_what_differs() {
        browser.dark(true);
        assertNoBarrierAnywhere("color-contrast");
    }

    private static void assertNoBarrierAnywhere(String... rules) {
        browser.open(server.url("/"));
        browser.find(".judgment");
        assertNoBarrier("the inbox", rules);
        browser.press("j", "c");
        browser.find("[data-confirm]");
        assertNoBarrier("a form in the inbox", rules);
        browser.open(server.url("/#/judgments/" + Scenery.SOON + "/judge"));
        browser.click(".judgment button.stop");
        assertNoBarrier("an opened judgment with its form", rules);
        browser.open(server.url("/#/?application=nobody"));
        browser.awaitText("Nothing waits");
        assertNoBarrier("an empty list", rules);
        browser.press("?");
        browser.find("dialog[open]");
        assertNoBarrier("the help", rules);
        browser.open(server.url("/#/applications/shop"));
        browser.find(".stage.awaiting");
        assertNoBarrier("executions", rules);
        browser.open(server.url("/#/applications"));
        browser.find(".choices");
        assertNoBarrier("the choice of an application", rules);
    }

    private static void assertNoBarrier(String where, String... rules) {
        assertThat(browser.barriers(rules)).as(where).isEmpty();
    }

    @Test
    void the_theme_follows_what_the_person_prefers() {
        browser.open(server.url("/"));
        browser.find(".judgment");
        String light = background();
        browser.dark(true);
        assertThat(background()).isNotEqualTo(light);
    }

    private static String background() {
        return String.valueOf(browser.run("return getComputedStyle(document.body).backgroundColor"));
    }

    @Test
    void every_button_of_a_judgment_names_it_and_every_state_is_a_word() {
        browser.open(server.url("/"));
        browser.find(".judgment");
        assertThat(browser.all(".judgment .actions button"))
                .hasSizeGreaterThan(4)
                .extracting(WebElement::getAccessibleName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("(Continue|Stop) [^:]+: .+"));
        browser.open(server.url("/#/applications/shop"));
        browser.find(".stage.awaiting");
        assertThat(browser.all(".stage"))
                .extracting(stage ->
                        stage.getText().lines().reduce((first, last) -> last).orElse(""))
                .contains("Succeeded", "Not started")
                .anyMatch(state -> state.startsWith("Awaiting judgment in "))
                .allMatch(state -> state.matches("Succeeded|Not started|Awaiting judgment.*"));
    }

    @Test
    void the_page_has_one_heading_landmarks_and_a_title_with_the_count() {
        browser.open(server.url("/"));
        browser.find(".judgment");
        assertThat(browser.count("h1")).isEqualTo(1);
        assertThat(browser.count("header, nav, main, [role=search]")).isEqualTo(4);
        assertThat(browser.title())
                .isEqualTo("(%d) Awaiting judgment · Leafnode".formatted(browser.count(".judgment")));
        assertThat(browser.count("[role=status][aria-live=polite]")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/#/judgments/{leaf}/judge",
                "/#/applications/shop",
                "/#/applications",
                "/#/judgments/no/where"
            })
    void nothing_is_wider_than_a_screen_of_360_pixels(String path) {
        browser.size(360, 800);
        browser.open(server.url(path.replace("{leaf}", Scenery.SOON)));
        browser.awaitThat("it is loaded", () -> browser.count("h1") == 1 && browser.count("[aria-busy]") == 0);
        assertThat(browser.isWiderThanTheScreen()).isFalse();
    }

    @Test
    void deadlines_are_told_in_words_with_their_time() {
        new Waiting(server.application(), "Overdue?")
                .in("deadlines", "late")
                .since(Duration.ofHours(30))
                .with("stageTimeoutMs", Duration.ofHours(29).toMillis())
                .store();
        browser.open(server.url("/#/?application=deadlines"));
        assertThat(browser.text(".judgment"))
                .contains("waits 1 d 6 h")
                .containsPattern("Overdue\\s+was to give up 1 h ago \\(");
        browser.open(server.url("/#/judgments/" + Scenery.SOON + "/judge"));
        assertThat(browser.text(".judgment")).containsPattern("Soon\\s+gives up in \\d+ min \\(\\d\\d:\\d\\d\\)");
    }
}
