package dev.leafnode.quickstart.page;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window. All tests share one, which ends with them, however they end. */
final class Browser implements BeforeAllCallback, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(Browser.class);

    private Path profile;
    private ChromeDriver driver;

    @Override
    public void beforeAll(ExtensionContext context) {
        Browser shared = context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Browser.class, key -> new Browser().start(), Browser.class);
        driver = shared.driver;
        dark(false);
        size(1280, 900);
        driver.executeCdpCommand("Emulation.setLocaleOverride", Map.of("locale", "en-GB"));
    }

    private Browser start() {
        Chromium chromium = Chromium.ofThisMachine();
        profile = temporaryFolder();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        // Root may not have the sandbox, and a container seldom enough shared memory.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromium.driver().toFile())
                        .usingAnyFreePort()
                        .withEnvironment(Map.of("TZ", "UTC"))
                        .withSilent(true)
                        .build(),
                options);
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
        return this;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("leafnode-chromium");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        if (driver != null) {
            driver.quit();
        }
        if (profile != null) {
            delete(profile);
        }
    }

    /** Chromium's last files may vanish while one looks at them. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (UncheckedIOException vanished) {
            folder.toFile().deleteOnExit();
        }
    }

    // What a person does

    /** Opens an address afresh, also one that differs from the present one in its fragment alone. */
    void open(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** Opens one more window, which is the one that is looked at from then on. */
    String openWindow(String url) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(url);
        return window();
    }

    String window() {
        return driver.getWindowHandle();
    }

    void lookAt(String window) {
        driver.switchTo().window(window);
    }

    /** Closes every window but one. */
    void closeOthers(String window) {
        for (String other : driver.getWindowHandles()) {
            if (!other.equals(window)) {
                lookAt(other);
                driver.close();
            }
        }
        lookAt(window);
    }

    void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    private void send(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            new Actions(driver).sendKeys(key).perform();
        }
    }

    void click(String css) {
        awaitThat("'%s' can be clicked".formatted(css), () -> {
            WebElement found = find(css);
            // What is scrolled to the edge may be below the header, which stays where it is.
            run("arguments[0].scrollIntoView({block: 'center'})", found);
            found.click();
            return true;
        });
    }

    // What a person sees

    String url() {
        return driver.getCurrentUrl();
    }

    String title() {
        return driver.getTitle();
    }

    /** The first such element, once it is there to be seen. */
    WebElement find(String css) {
        return await("'%s' is shown".formatted(css))
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreException(StaleElementReferenceException.class)
                .until(() -> all(css).stream().filter(WebElement::isDisplayed).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    int count(String css) {
        return all(css).size();
    }

    /** The text of the whole page. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    String text(String css) {
        return again(() -> find(css).getText());
    }

    /** The text of an element to the letter, seen or not. */
    String content(String css) {
        return again(() -> find(css).getDomProperty("textContent"));
    }

    /** What is painted anew may be another element by the time that it is asked. */
    private static <T> T again(Supplier<T> look) {
        for (int tries = 0; ; tries++) {
            try {
                return look.get();
            } catch (StaleElementReferenceException painted) {
                if (tries > 10) {
                    throw painted;
                }
            }
        }
    }

    /** The text of what has the focus, as it is read out. */
    String focused() {
        return String.valueOf(run("""
                const at = document.activeElement;
                return at.ariaLabel || (at.labels?.[0] ?? at).textContent.trim();
                """));
    }

    void awaitText(String text) {
        awaitThat("the page says '%s'; it says: %s".formatted(text, text()), () -> text().contains(text));
    }

    void awaitThat(String what, Callable<Boolean> condition) {
        awaitThat(what, PATIENCE, condition);
    }

    void awaitThat(String what, Duration patience, Callable<Boolean> condition) {
        await(what)
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreException(StaleElementReferenceException.class)
                .ignoreException(ElementClickInterceptedException.class)
                .until(condition);
    }

    /** Opens an address with the attributes that the page has where a host serves neither executions nor decisions. */
    void openBare(String url) {
        Object script = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                                document.addEventListener('readystatechange', () => {
                                  Object.assign(document.documentElement.dataset, {executions: 'false', decisions: 'false'});
                                });
                                """))
                .get("identifier");
        open(url);
        send("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the browser has complained of since it was asked before, about what it was refused and what failed. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    boolean isWiderThanTheScreen() {
        return (Boolean) run("return document.documentElement.scrollWidth > window.innerWidth;");
    }

    Path screenshot(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            return Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What axe finds to be a serious or critical barrier on what is shown, by these rules alone if there are any. */
    @SuppressWarnings("unchecked")
    List<String> barriers(String... rules) {
        run(Axe.SCRIPT);
        List<Object> found = (List<Object>) driver.executeAsyncScript("""
                const [rules, done] = arguments;
                const only = rules.length === 0 ? {} : {runOnly: rules};
                axe.run(document, {resultTypes: ['violations'], ...only}).then(result => done(result.violations
                    .filter(violation => ['serious', 'critical'].includes(violation.impact))
                    .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.map(node => node.html).join(' ')}`)));
                """, List.of(rules));
        return found.stream().map(String::valueOf).toList();
    }

    private static final class Axe {

        private static final String SCRIPT = read();

        private static String read() {
            try (InputStream version =
                    Axe.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
                Properties properties = new Properties();
                properties.load(version);
                String path = "/META-INF/resources/webjars/axe-core/%s/axe.min.js"
                        .formatted(properties.getProperty("version"));
                try (InputStream script = Axe.class.getResourceAsStream(path)) {
                    return new String(script.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
