package dev.leafnode.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.quickstart.RunningApplication;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;

/** What the page says when there is nothing, nothing yet, nobody, or somebody else. */
class StatesTest {

    private static final String[] IN_MEMORY = {
        "--leafnode.store=memory",
        "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    };

    /** What lists of judgments wait for before they are answered. */
    private static final AtomicReference<CountDownLatch> GATE = new AtomicReference<>(new CountDownLatch(0));

    private static final AtomicBoolean BROKEN = new AtomicBoolean();

    /** What is answered to a decision, instead of taking it. */
    private static final AtomicReference<String> ANSWER = new AtomicReference<>();

    /** How many lists the page has asked for since. */
    private static final AtomicInteger LISTS = new AtomicInteger();

    @RegisterExtension
    static final Browser browser = new Browser();

    private static RunningApplication application;

    @BeforeAll
    static void start() {
        application = RunningApplication.with(WithoutStream.class, IN_MEMORY);
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @AfterEach
    void openTheGate() {
        GATE.get().countDown();
        BROKEN.set(false);
        ANSWER.set(null);
    }

    @Test
    void an_empty_inbox_says_so_and_why_it_may_be() {
        browser.open(application.url("/#/?application=nobody"));
        browser.awaitText("Nothing waits that these filters let through.");
        browser.click(".filters .plain");
        browser.awaitThat("the filter is gone", () -> !browser.url().contains("nobody"));
    }

    @Test
    void loading_says_so_until_there_is_an_answer() {
        new Waiting(application, "Soon?").in("loading", "later").store();
        GATE.set(new CountDownLatch(1));
        browser.open(application.url("/#/?application=loading"));
        assertThat(browser.text("[aria-busy=true]")).contains("Loading");
        assertThat(browser.count(".judgment")).isZero();
        GATE.get().countDown();
        assertThat(browser.text(".judgment")).contains("Soon?");
        assertThat(browser.count("[aria-busy=true]")).isZero();
    }

    @Test
    void without_a_stream_the_page_looks_again_says_so_and_gets_over_failures_by_itself() {
        BROKEN.set(true);
        browser.open(application.url("/#/?application=polled"));
        browser.awaitText("Not live: looking again every 5 s");
        browser.awaitText("What waits could not be loaded.");
        assertThat(browser.text("[role=alert]")).contains("503").contains("Nothing is known yet.");
        BROKEN.set(false);
        browser.click("[role=alert] button");
        browser.awaitText("Nothing waits");
        assertThat(browser.count("[role=alert]")).isZero();
        new Waiting(application, "Noticed?").in("polled", "later").store();
        assertThat(browser.text(".judgment")).contains("Noticed?");
        browser.awaitThat(
                "it is said", () -> browser.text("[role=status]").contains("1 new judgment: polled later: Noticed?."));
    }

    @Test
    void who_was_too_slow_is_told_how_it_stands() {
        String id = new Waiting(application, "Who?").in("raced", "race").store().get(0);
        browser.open(application.url("/#/?application=raced"));
        browser.click("button.stop");
        browser.find("[data-confirm]");
        GATE.set(new CountDownLatch(1));
        assertThat(application
                        .postAs(
                                "application/json",
                                "/judgments/" + id + "/judge/decision",
                                "{\"decision\": \"continue\", \"comment\": \"I was first\"}")
                        .status())
                .isEqualTo(200);

        browser.click("[data-confirm]");

        browser.awaitThat(
                "how it stands is shown",
                () -> browser.text(".outcome").contains("continued")
                        && browser.text(".outcome").contains("I was first"));
        GATE.get().countDown();
        browser.click("[data-put-away]");
        browser.awaitText("Nothing waits");
    }

    @Test
    void a_server_that_is_gone_is_said_with_what_was_known_before() {
        try (RunningApplication mortal = RunningApplication.inMemory()) {
            new Waiting(mortal, "Still there?").in("mortal", "die").store();
            browser.open(mortal.url("/"));
            browser.find(".judgment");
        }
        browser.awaitText("What waits could not be loaded.");
        assertThat(browser.text("[role=alert]")).contains("does not answer").contains("what was known at");
        assertThat(browser.text(".judgment")).contains("Still there?");
        browser.click("button.continue");
        browser.click("[data-confirm]");
        browser.awaitText("it is not known whether this was decided");
    }

    @Test
    void a_host_without_executions_and_without_decisions_has_the_inbox_alone_and_says_so() {
        String id = new Waiting(application, "Elsewhere?")
                .in("bare", "decide")
                .store()
                .get(0);
        browser.openBare(application.url("/#/?application=bare"));
        assertThat(browser.text(".judgment")).contains("Elsewhere?").contains("Decisions are not taken here");
        assertThat(browser.count(".judgment button, .path a")).isZero();
        assertThat(browser.text("nav")).isEqualTo("Inbox");
        browser.press("j", "c");
        assertThat(browser.count("form.decision")).isZero();
        browser.openBare(application.url("/#/executions/" + id));
        browser.awaitText("Executions are not shown here.");
    }

    @Test
    void what_was_decided_here_does_not_come_back_while_its_engine_takes_its_time() {
        new Waiting(application, "Slow?").in("slow", "linger").store();
        browser.open(application.url("/#/?application=slow"));
        browser.find(".judgment");
        ANSWER.set("""
                {"executionId": "e", "stageId": "s", "attempt": 1, "status": "RUNNING", "decision": "continue"}
                """);
        browser.click("button.continue");
        browser.click("[data-confirm]");
        browser.awaitText("Nothing waits");
        browser.awaitText("slow linger: Slow?: continued");
        assertThat(application
                        .get("/judgments?application=slow&count=true")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        lookAgain();
        browser.awaitThat("it was looked for again", () -> LISTS.get() > 2);
        assertThat(browser.count(".judgment")).isZero();
    }

    @Test
    void a_judgment_that_is_restarted_is_there_again() {
        String id = new Waiting(application, "Again?")
                .in("again", "restart")
                .since(Duration.ofHours(1))
                .store()
                .get(0);
        browser.open(application.url("/#/judgments/" + id + "/judge"));
        browser.find("button.continue");
        JudgmentKey first = judgments()
                .search(JudgmentQuery.blocking(id))
                .judgments()
                .get(0)
                .judgment()
                .key();
        judgments().close(first, Instant.now());
        lookAgain();
        browser.awaitText("No longer waits: its stage waits for nobody any more.");

        new Waiting(application, "Again?").in("again", "restart").withId(id).store();
        lookAgain();

        browser.find("button.continue");
        assertThat(browser.count(".outcome")).isZero();
    }

    @Test
    void a_judgment_whose_execution_was_cancelled_says_so() {
        String id = new Waiting(application, "Cancelled?")
                .in("cancelled", "cancel")
                .store()
                .get(0);
        ExecutionRepository executions = application.bean(ExecutionRepository.class);
        Execution cancelled = executions.find(id).orElseThrow().toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build();
        executions.save(cancelled);
        application.bean(Listeners.class).afterExecution(cancelled);

        browser.open(application.url("/#/judgments/" + id + "/judge"));

        browser.awaitText("its execution is over: canceled");
    }

    @Test
    void what_is_being_typed_stays_while_the_page_goes_on() {
        browser.open(application.url("/#/?application=typing"));
        browser.awaitText("Nothing waits");
        browser.find("[name=text]").sendKeys("half a wo");
        int before = LISTS.get();
        lookAgain();
        browser.awaitThat("it was looked for again", () -> LISTS.get() > before);
        browser.awaitThat("it was painted", () -> browser.count(".filters") == 1);

        assertThat(browser.find("[name=text]").getDomProperty("value")).isEqualTo("half a wo");
        browser.run("document.querySelector('[name=text]').value = ''");
    }

    /** As when somebody comes back to the tab. */
    private static void lookAgain() {
        browser.run("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private static JudgmentRepository judgments() {
        return application.bean(JudgmentRepository.class);
    }

    @Test
    void a_thousand_judgments_are_counted_and_shown_a_page_at_a_time() {
        IntStream.range(0, 1_000)
                .forEach(each -> new Waiting(application, "Judge " + each)
                        .in("crowd", "many")
                        .store());
        browser.open(application.url("/#/?application=crowd"));
        browser.awaitThat("the first page is shown", () -> browser.count(".judgment") == 50);
        assertThat(browser.text("h1")).contains("1,000");
        assertThat(browser.title()).startsWith("(1000) ");
        browser.click(".more button");
        browser.awaitThat("the second page is shown as well", () -> browser.count(".judgment") == 100);
        assertThat(browser.text(".more")).contains("100 of 1,000 judgments");
    }

    /** A host without the stream, whose lists can be held up. No configuration, or every application here would find it. */
    static class WithoutStream {

        @Bean
        Filter gate() {
            return (request, response, chain) -> {
                String path = ((HttpServletRequest) request).getRequestURI();
                if (path.equals("/judgments/events")) {
                    ((HttpServletResponse) response).sendError(404);
                    return;
                }
                String answer = ANSWER.get();
                if (answer != null && path.endsWith("/decision")) {
                    LISTS.set(0);
                    response.setContentType("application/json");
                    response.getWriter().print(answer);
                    return;
                }
                if (path.equals("/judgments")) {
                    LISTS.incrementAndGet();
                    passed();
                    if (BROKEN.get()) {
                        ((HttpServletResponse) response).sendError(503);
                        return;
                    }
                }
                chain.doFilter(request, response);
            };
        }

        private static void passed() {
            try {
                GATE.get().await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
