package dev.leafnode.quickstart.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.with;

import dev.leafnode.quickstart.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine under load is killed at random moments, again and again on the same data: while it opens, closes and cuts,
 * while it reconciles, while it starts. After each restart nothing is lost or stuck, and every link is right.
 */
@Tag("heavy")
class KillsTest {

    private static final int ROUNDS = Integer.getInteger("leafnode.test.kills", 40);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("leafnode.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Load load = new Load(random.nextLong());
    private int killedWhileStarting;

    @Test
    void a_killed_engine_loses_nothing_is_stuck_nowhere_and_shows_every_link_right() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            try (EngineProcess engine = EngineProcess.start(folder)) {
                if (random.nextInt(5) == 0) {
                    killedWhileStarting++;
                    engine.killAfter(Duration.ofMillis(random.nextInt(4_000)));
                } else {
                    ApiClient client = engine.client();
                    awaitEverythingRight(engine, client, round);
                    Load.Work work = load.on(client);
                    engine.killAfter(Duration.ofMillis(random.nextInt(3_000)));
                    work.end();
                }
            }
        }
        decideEverything();
        System.out.printf(
                "%d kills, %d of them while starting: %s; 0 lost, 0 stuck, 0 wrong links%n",
                ROUNDS, killedWhileStarting, load.summary());
    }

    /** The last engine is left alone: every execution ends, and nothing shows any more. */
    private void decideEverything() throws IOException {
        try (EngineProcess engine = EngineProcess.start(folder)) {
            ApiClient client = engine.client();
            with().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).await().untilAsserted(() -> {
                StoredStates states = StoredStates.of(client);
                states.waiting().forEach(judgment -> Load.decide(client, judgment, "continue"));
                assertThat(states.incomplete()).as(where(engine, ROUNDS)).isEmpty();
            });
            awaitEverythingRight(engine, client, ROUNDS);
        }
    }

    private void awaitEverythingRight(EngineProcess engine, ApiClient client, int round) {
        with().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).await().untilAsserted(() -> {
            StoredStates states = StoredStates.of(client);
            Set<String> lost = new HashSet<>(load.started());
            lost.removeAll(states.ids());
            lost.removeIf(id -> client.get("/pipelines/" + id).status() == 200);
            assertThat(lost).as("lost, " + where(engine, round)).isEmpty();
            assertThat(states.problems()).as(where(engine, round)).isEqualTo(List.of());
        });
    }

    private String where(EngineProcess engine, int round) {
        return "round %d of seed %d; the engine said: %s".formatted(round, seed, engine.log());
    }
}
