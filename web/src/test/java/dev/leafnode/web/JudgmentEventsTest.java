package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.Changes;
import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.json.JudgmentEventJson;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody is told who may see application "open" and not application "secret". */
class JudgmentEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.fixed(NOW));
    private final Changes changes = new Changes();
    private final JudgmentRepository judgments = changes.noting(store.judgments(), Changes.Transaction.NONE);
    private final Set<String> readable = new HashSet<>(Set.of("open"));
    private final Semaphore items = new Semaphore(0);
    private final JudgmentFeed feed = new JudgmentFeed(
            changes,
            store.judgments(),
            EventLog.ofProcess(),
            new JudgmentEventJson(),
            InstantSource.fixed(NOW),
            Duration.ofMillis(10),
            Duration.ofDays(1),
            Duration.ofDays(1));

    @BeforeEach
    void start() {
        feed.start();
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void nobodyIsToldOfWhatMayNotBeRead() {
        JudgmentEvents events = events(Runnable::run);
        assertThat(next(events).name()).isEqualTo("ready");

        judgments.open(judgment("hidden", "secret"), Lineage.of(List.of()));
        judgments.close(judgment("hidden", "secret").key(), NOW);
        judgments.open(judgment("leaf", "open"), Lineage.ofAncestors(List.of(secretParent())));
        ServerSentEvent opened = next(events);
        judgments.close(judgment("leaf", "open").key(), NOW);
        ServerSentEvent closed = next(events);

        assertThat(opened.name()).isEqualTo("opened");
        assertThat(opened.data())
                .contains("\"executionId\":\"leaf\"", "{\"hidden\":true}", "\"canJudge\":true")
                .doesNotContain("secret", "parent");
        assertThat(closed.name()).isEqualTo("closed");
        assertThat(closed.data())
                .isEqualTo("{\"executionId\":\"leaf\",\"stageId\":\"judge\",\"attempt\":1,\"application\":\"open\","
                        + "\"closedAt\":%d}".formatted(NOW.toEpochMilli()));
    }

    @Test
    void whatMayBeReadIsAskedAgainAfterAWhile() {
        JudgmentEvents events = events(Runnable::run);
        assertThat(next(events).name()).isEqualTo("ready");
        judgments.open(judgment("one", "open"), Lineage.of(List.of()));
        assertThat(next(events).data()).contains("\"one\"");

        readable.add("secret");
        readable.remove("open");
        events.renew();
        judgments.open(judgment("two", "open"), Lineage.of(List.of()));
        judgments.open(judgment("three", "secret"), Lineage.of(List.of()));

        assertThat(next(events).data()).contains("\"three\"");
    }

    @Test
    void thePolicyIsAskedAsIfTheThreadOfTheRequestDidIt() {
        List<String> asked = new ArrayList<>();
        ThreadLocal<String> caller = new ThreadLocal<>();
        Executor asAnn = work -> {
            caller.set("ann");
            work.run();
            asked.add(String.valueOf(caller.get()));
            caller.remove();
        };
        JudgmentEvents events = events(asAnn);

        ServerSentEvent ready = next(events);

        assertThat(ready.name()).isEqualTo("ready");
        assertThat(asked).isNotEmpty().containsOnly("ann");
    }

    private JudgmentEvents events(Executor caller) {
        AccessPolicy policy = new AccessPolicy() {
            @Override
            public boolean mayRead(Caller asking, String application) {
                return readable.contains(application);
            }

            @Override
            public boolean mayKnowOf(Caller asking, String application) {
                return false;
            }

            @Override
            public boolean mayJudge(Caller asking, Audience audience) {
                return true;
            }

            @Override
            public boolean mayReport(Caller asking, String application) {
                return false;
            }
        };
        Caller ann = new Caller("ann", role -> false);
        return new JudgmentEvents(feed.follow(null, items::release), null, () -> new Access(policy, ann), caller);
    }

    private ServerSentEvent next(JudgmentEvents events) {
        Optional<ServerSentEvent> next = events.next();
        while (next.isEmpty()) {
            try {
                assertThat(items.tryAcquire(30, TimeUnit.SECONDS))
                        .as("something happens")
                        .isTrue();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            next = events.next();
        }
        return next.get();
    }

    private static Judgment judgment(String execution, String application) {
        return new Judgment(
                new JudgmentKey(new StageKey(execution, "judge"), 1),
                application,
                "pipeline",
                "Judge",
                Question.NONE,
                null);
    }

    private static Ancestor secretParent() {
        return new Ancestor(new StageKey("parent", "run"), "secret", "parent pipeline", "Run", NOW.plusSeconds(60));
    }
}
