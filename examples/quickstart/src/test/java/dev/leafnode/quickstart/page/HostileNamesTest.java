package dev.leafnode.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever somebody calls a pipeline is a text and nothing else. */
class HostileNamesTest {

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Server server = Server.ofAll();

    private static final List<String> NAMES = List.of(
            "javascript:window.hacked=1",
            "<img src=x onerror=window.hacked=1>",
            "<script>window.hacked=1</script>",
            "\"'`><svg/onload=window.hacked=1>${window.hacked=1}{{7*7}}",
            "abc\u202Egnp.exe\u2066\u200F",
            "\uD83E\uDDE8\uD83D\uDC69\u200D\uD83D\uDCBB e\u0301\u0327",
            "a/b?c=d#e%2F../..&amp;\\");

    @Test
    void a_name_is_shown_as_it_is_and_nothing_is_executed() {
        assertNothingButText(String.join(" ", NAMES));
    }

    @Test
    void a_name_of_any_length_fits() {
        assertNothingButText("x".repeat(5_000));
    }

    @Test
    @Tag("heavy")
    void nor_is_anything_executed_of_each_alone() {
        NAMES.forEach(HostileNamesTest::assertNothingButText);
    }

    private static void assertNothingButText(String name) {
        String id = cut(name, 48);
        List<String> ids = new Waiting(server.application(), name)
                .withId(id)
                .in(cut(name, 255), name, name)
                .in("leaf of " + id, name)
                .with("instructions", name)
                .with("requiredJudgmentRoles", List.of(name))
                .withInputs(name)
                .store();
        browser.size(360, 800);
        browser.open("about:blank");
        browser.complaints();

        browser.open(server.url("/#/?application=" + encoded("leaf of " + id)));
        assertThat(browser.content(".judgment .title")).isEqualTo(name);
        assertThat(browser.content(".instructions")).isEqualTo(name);
        assertFits();

        browser.click(".judgment .title");
        assertThat(browser.content("article.judgment h1")).isEqualTo(name);
        browser.click("button.continue");
        browser.click("input[name=input]");
        assertFits();
        browser.click("[data-confirm]");
        browser.awaitText("No longer waits: continued");
        browser.click(".path a");
        assertThat(browser.content(".execution.highlighted h2")).startsWith(name);
        assertThat(browser.content(".execution.highlighted")).contains(ids.get(0));
        assertFits();

        assertThat(browser.run("return window.hacked ?? null")).isNull();
        assertThat(browser.run("return document.querySelectorAll('main img, main script, main [onload]').length"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
        assertThat(server.application()
                        .get("/pipelines/" + encoded(ids.get(1)))
                        .json()
                        .at("/stages/1/context")
                        .propertyStream())
                .contains(Map.entry("judgmentInput", tools.jackson.databind.node.StringNode.valueOf(name)));
    }

    private static void assertFits() {
        assertThat(browser.isWiderThanTheScreen()).isFalse();
    }

    private static String cut(String text, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
