package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.redis.servers.SlotMove;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.util.JedisClusterCRC16;

/** What a store does while slots move from one master of a Cluster to another, and when a master is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterFailureTest {

    private static final int SLOT_OF_TREE = JedisClusterCRC16.getSlot("{tree:c-0}");
    private static final int SLOT_OF_DIRECTORY = JedisClusterCRC16.getSlot("{directory}");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RedisCluster cluster = RedisCluster.start(3, 1, "--cluster-node-timeout", "1000");
    private final TestClient client = new TestClient(
            cluster.seeds().stream().map(node -> URI.create("redis://" + node)).toList(), true);
    private final TestStore test = new TestStore(client);
    private final RedisStore store = test.store();

    @AfterEach
    void doNothingBeforeCommands() {
        client.beforeCommand(() -> {});
    }

    @AfterAll
    void close() {
        test.close();
        cluster.close();
    }

    @Test
    void what_is_asked_of_a_slot_that_moves_is_done_when_it_has_moved() {
        for (int keysMoved = 0; keysMoved <= 4; keysMoved++) {
            Chain chain = new Chain("c", 2).save(store.executions());
            store.executions().saveStage(chain.leaf(), chain.judging());
            SlotMove move = beginMove(SLOT_OF_TREE);
            assertThat(move.moveKeys(keysMoved)).isEqualTo(keysMoved);
            CompletableFuture<Boolean> open = sent(() -> store.judgments().open(chain.judgment(), Lineage.stored()));
            CompletableFuture<Boolean> saved = sent(() -> {
                store.executions().saveStage(chain.root(), chain.naming(1));
                return true;
            });
            move.finish();

            assertThat(open.join()).isTrue();
            assertThat(saved.join()).isTrue();
            assertThat(StoredTruth.check(store)).hasSize(3);
            assertThat(store.judgments().links(chain.ids())).hasSize(2);
            test.clear();
        }
    }

    @Test
    void what_is_asked_of_a_slot_that_moves_for_too_long_fails_as_a_whole() {
        Chain chain = new Chain("c", 1).save(store.executions());
        store.executions().saveStage(chain.leaf(), chain.judging());
        SlotMove move = beginMove(SLOT_OF_TREE);
        move.moveKeys(1);
        assertThatThrownBy(() -> store.judgments().open(chain.judgment(), Lineage.stored()))
                .isInstanceOf(RedisStoreException.class)
                .hasMessageContaining("open of JUDGMENT JudgmentKey[stage=c-1/judge")
                .hasMessageContaining("TRYAGAIN");
        move.finish();
        assertThat(store.judgments().links(chain.ids())).isEmpty();
        StoredTruth.reconcile(store);
        assertThat(StoredTruth.check(store)).hasSize(2);
        assertThat(store.judgments().links(chain.ids())).hasSize(1);
        test.clear();
    }

    @Test
    void an_engine_at_work_does_not_notice_that_the_slot_of_the_directory_moves() throws Exception {
        BusyEngine engine = new BusyEngine(store, new Random(1));
        SlotMove move = beginMove(SLOT_OF_DIRECTORY);
        while (move.moveKeys(1) > 0) {
            engine.workFor(Duration.ofMillis(20));
        }
        move.finish();
        engine.workFor(Duration.ofMillis(200));
        engine.stop();
        assertThat(engine.failures()).isZero();
        assertThat(StoredTruth.check(store)).isEqualTo(engine.executions());
        test.clear();
    }

    @Test
    @Tag("heavy")
    void a_master_that_dies_in_the_middle_of_an_open_leaves_all_of_it_or_nothing() {
        Chain chain = new Chain("c", 5).save(store.executions());
        store.executions().saveStage(chain.leaf(), chain.judging());
        cluster.awaitHealthy();
        RedisServer master = cluster.masterOf(SLOT_OF_TREE);
        AtomicInteger commands = new AtomicInteger();
        client.beforeCommand(() -> {
            if (commands.getAndIncrement() == 0) {
                master.kill();
            }
        });
        String failure = "";
        try {
            store.judgments().open(chain.judgment(), Lineage.stored());
        } catch (RedisStoreException failed) {
            failure = failed.getMessage();
            assertThat(failure).contains("open of JUDGMENT JudgmentKey[stage=c-5/judge");
        }
        assertThat(commands).hasPositiveValue();
        cluster.awaitHealthy();

        assertThat(store.judgments().links(chain.ids())).hasSize(failure.isEmpty() ? 5 : 0);
        StoredTruth.reconcile(store);
        Map<String, Execution> stored = StoredTruth.check(store);
        assertThat(stored).hasSize(6);
        assertThat(store.judgments().links(chain.ids())).hasSize(5);
        master.startAgain();
        cluster.awaitHealthy();
        test.clear();
    }

    private SlotMove beginMove(int slot) {
        RedisServer source = cluster.masterOf(slot);
        return cluster.beginMove(
                slot,
                cluster.masters().stream()
                        .filter(master -> master != source)
                        .findFirst()
                        .orElseThrow());
    }

    /** A call that has sent a command and, if it had to wait, another one. */
    private CompletableFuture<Boolean> sent(BooleanSupplier call) {
        AtomicInteger commands = new AtomicInteger();
        client.beforeCommand(commands::incrementAndGet);
        CompletableFuture<Boolean> done = CompletableFuture.supplyAsync(call::getAsBoolean);
        await().atMost(PATIENCE).until(() -> done.isDone() || commands.get() > 1);
        return done;
    }
}
