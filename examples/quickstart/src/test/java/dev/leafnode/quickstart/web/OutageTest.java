package dev.leafnode.quickstart.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.quickstart.ApiClient.Answer;
import dev.leafnode.quickstart.RunningApplication;
import dev.leafnode.quickstart.engine.Decision;
import dev.leafnode.quickstart.engine.Engine;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.store.tck.Surface.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

/**
 * The store goes away while judgments begin and are decided in an engine that keeps its own executions, and comes back; seen
 * over HTTP.
 */
class OutageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private RunningApplication application;
    private HttpSurface surface;
    private RedisServer redis;

    @BeforeEach
    void start() {
        application = RunningApplication.with(
                OwnExecutions.class,
                "--leafnode.store=redis",
                "--quickstart.redis.directory=" + directory,
                "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
        surface = new HttpSurface(application);
        redis = application.bean(RedisServer.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void what_waits_is_right_again_when_the_store_is_back() {
        String before = application.start("{\"id\": \"fan-out/P2\"}");
        StageKey decidedMeanwhile = judgment(before);
        await().atMost(PATIENCE).until(surface::inbox, inbox -> !inbox.isEmpty());

        redis.kill();
        String root = application.start("{\"id\": \"fan-out/P1\"}");
        List<String> leaves = await().atMost(PATIENCE).until(() -> children(root), ids -> ids.size() == 3);
        List<StageKey> begun = leaves.stream().map(this::judgment).toList();
        decide(decidedMeanwhile);
        decide(begun.get(0));
        assertNobodyIsTold("/judgments");
        assertNobodyIsTold("/executions/%s/judgments".formatted(root));
        assertNobodyIsTold("/executions/%s/leaf".formatted(root));

        redis.startAgain();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> application.bean(Reconciler.class).reconcile(), Optional::isPresent);
        // Connections of before the outage fail once each.
        await().atMost(PATIENCE).until(() -> application.get("/judgments").status() == 200);

        assertThat(surface.inbox()).extracting(Waits::stage).containsExactlyInAnyOrder(begun.get(1), begun.get(2));
        assertThat(surface.blocking(root))
                .allSatisfy(waits -> assertThat(waits.path())
                        .singleElement()
                        .extracting(StageKey::executionId)
                        .isEqualTo(root));
        assertThat(surface.blocking(root)).hasSize(2);
        assertThat(surface.blocking(before)).isEmpty();
    }

    /** The stage that waits for a human in an execution, as soon as it does. */
    private StageKey judgment(String executionId) {
        return new StageKey(
                executionId,
                application.awaitJudgment(executionId).at("/stages/0/id").asString());
    }

    private List<String> children(String root) {
        return application.bean(ExecutionRepository.class).search(ExecutionQuery.all()).executions().stream()
                .filter(execution -> execution
                        .trigger()
                        .parent()
                        .filter(parent -> parent.executionId().equals(root))
                        .isPresent())
                .map(Execution::id)
                .toList();
    }

    /** As somebody does who uses the engine itself. */
    private void decide(StageKey key) {
        Stage stage = application
                .bean(ExecutionRepository.class)
                .find(key.executionId())
                .flatMap(execution -> execution.stage(key.stageId()))
                .orElseThrow();
        Instant since = Objects.requireNonNull(stage.startTime(), "a judgment that waits has started");
        assertThat(application
                        .bean(Engine.class)
                        .decide(
                                key.executionId(),
                                key.stageId(),
                                since.toEpochMilli(),
                                new Decision(Decision.Status.CONTINUE, null, null, "ann", Instant.now()))
                        .accepted())
                .isTrue();
    }

    private void assertNobodyIsTold(String path) {
        Answer answer = application.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(500);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", redis.hostAndPort());
    }

    /** Beans of an engine that keeps its executions itself. No configuration, since any test would find that. */
    static class OwnExecutions {

        @Bean
        ExecutionRepository ownExecutions() {
            return new InMemoryStore(WaitRules.DEFAULT, InstantSource.system()).executions();
        }

        @Bean
        WaitProbe probe(ExecutionRepository executions) {
            return new WaitProbe() {
                @Override
                public Stream<Execution> waiting(LeafState state) {
                    return executions.search(ExecutionQuery.all()).executions().stream();
                }

                @Override
                public boolean isWaiting(LeafState state, JudgmentKey judgment) {
                    return executions
                            .find(judgment.stage().executionId())
                            .flatMap(execution -> execution
                                    .stage(judgment.stage().stageId())
                                    .flatMap(stage -> WaitRules.DEFAULT.since(state, execution, stage)))
                            .filter(judgment.since()::equals)
                            .isPresent();
                }
            };
        }
    }
}
