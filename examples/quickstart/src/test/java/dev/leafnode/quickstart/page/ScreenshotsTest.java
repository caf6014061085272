package dev.leafnode.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of the page, to be looked at; {@code -Dleafnode.test.picture=FILE} keeps that of the README. */
@Tag("heavy")
class ScreenshotsTest {

    private static final long LARGEST = 200_000;

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Server server = Server.withScenery();

    @ParameterizedTest
    @CsvSource({"360, 800, false", "1280, 780, false", "1280, 780, true"})
    void every_view_has_its_picture(int width, int height, boolean dark) throws IOException {
        browser.dark(dark);
        browser.size(width, height);
        String suffix = "-%d%s".formatted(width, dark ? "-dark" : "");
        browser.open(server.url("/"));
        browser.awaitText("Publish the notes?");
        Path inbox = browser.screenshot("inbox" + suffix);
        assertThat(Files.size(inbox)).isLessThan(LARGEST);
        browser.open(server.url("/#/applications/shop"));
        browser.awaitThat("all of it is shown", () -> browser.count(".stage.awaiting") == 2);
        browser.screenshot("executions" + suffix);
        browser.open(server.url("/#/judgments/" + Scenery.SOON + "/judge"));
        browser.click("button.continue");
        browser.find("[data-confirm]");
        browser.screenshot("judgment" + suffix);
        String kept = System.getProperty("leafnode.test.picture");
        if (kept != null && width == 1280 && !dark) {
            Files.copy(inbox, Path.of(kept), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
