package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.model.Execution;
import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.Repairs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real Redis is killed under load, again and again; after one pass of the reconciler everything is right. */
@Tag("heavy")
class KilledRedisTest {

    private static final int KILLS = Integer.getInteger("leafnode.test.server.kills", 8);

    private final long seed = Long.getLong("leafnode.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    /** With every write on disk before it is answered, so that nothing that the engine stored may be lost. */
    @Test
    void a_server_that_is_killed_and_started_again_loses_no_execution_and_no_link() throws Exception {
        try (RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
                TestStore test = new TestStore(new TestClient(List.of(URI.create(server.uri())), false))) {
            BusyEngine engine = new BusyEngine(test.store(), random);
            for (int i = 0; i < KILLS; i++) {
                engine.workFor(Duration.ofMillis(200 + random.nextInt(800)));
                server.kill();
                engine.workFor(Duration.ofMillis(random.nextInt(300)));
                server.startAgain();
            }
            engine.workFor(Duration.ofMillis(100));
            engine.stop();
            Repairs repairs = StoredTruth.reconcile(test.store());

            tell("one server", engine, repairs);
            assertThat(StoredTruth.check(test.store())).as("seed %d", seed).isEqualTo(engine.executions());
            assertThat(StoredTruth.reconcile(test.store()).isEmpty()).isTrue();
            test.clear();
        }
    }

    /**
     * A replica takes over from each master. What was not replicated yet is lost with a master, even if it was answered: so
     * what shows is compared with the executions that the Cluster has kept, and then, when an engine has stored its
     * executions again as it does when it resumes them, with all of them.
     */
    @Test
    void masters_that_are_killed_and_replaced_by_their_replicas_leave_no_link_that_is_wrong() throws Exception {
        try (RedisCluster cluster = RedisCluster.start(3, 1, "--cluster-node-timeout", "1000");
                TestStore test = new TestStore(client(cluster))) {
            BusyEngine engine = new BusyEngine(test.store(), random);
            for (int i = 0; i < KILLS; i++) {
                engine.workFor(Duration.ofMillis(200 + random.nextInt(800)));
                List<RedisServer> masters = cluster.masters();
                RedisServer master = masters.get(random.nextInt(masters.size()));
                master.kill();
                cluster.awaitHealthy();
                master.startAgain();
                cluster.awaitHealthy();
            }
            engine.workFor(Duration.ofMillis(100));
            engine.stop();
            Repairs repairs = reconcile(test.store());

            tell("a Cluster", engine, repairs);
            Map<String, Execution> kept = StoredTruth.check(test.store());
            System.out.printf(
                    "%d of %d executions were kept as they were stored last%n",
                    kept.entrySet().stream()
                            .filter(entry ->
                                    entry.getValue().equals(engine.executions().get(entry.getKey())))
                            .count(),
                    engine.executions().size());
            assertThat(engine.executions()).containsKeys(kept.keySet().toArray(String[]::new));
            assertThat(kept.keySet())
                    .as("the executions that are stored, all of which are found")
                    .isEqualTo(stored(test));

            try (RedisStore resumed = test.another(test.client())) {
                engine.executions().values().forEach(resumed.executions()::save);
                reconcile(resumed);
                assertThat(StoredTruth.check(resumed)).as("seed %d", seed).isEqualTo(engine.executions());
                assertThat(StoredTruth.reconcile(resumed).isEmpty()).isTrue();
            }
            test.clear();
        }
    }

    /** A client may not have noticed yet who is the master now. */
    private static Repairs reconcile(RedisStore store) {
        return await().atMost(Duration.ofMinutes(1))
                .ignoreException(RedisStoreException.class)
                .until(() -> StoredTruth.reconcile(store), repairs -> true);
    }

    /** The ids of all executions of which there is a key. */
    private static Set<String> stored(TestStore test) {
        return test.client().keys(test.prefix()).stream()
                .filter(key -> key.contains(":execution:"))
                .map(key -> key.replaceFirst(".*:execution:", ""))
                .collect(Collectors.toSet());
    }

    private static void tell(String what, BusyEngine engine, Repairs repairs) {
        System.out.printf(
                "%d kills of %s: %d executions, %d calls failed, %d of them events, %s%n",
                KILLS, what, engine.executions().size(), engine.failures(), engine.untold(), repairs);
    }

    private static TestClient client(RedisCluster cluster) {
        return new TestClient(
                cluster.seeds().stream()
                        .map(node -> URI.create("redis://" + node))
                        .toList(),
                true);
    }
}
