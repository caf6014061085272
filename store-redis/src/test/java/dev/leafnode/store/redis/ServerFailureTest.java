package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionQuery;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;

/** What a store does when its one server will not: it says so, and nothing is half-written. */
class ServerFailureTest {

    private static final Instant LATER = Instant.parse("2026-03-01T13:00:00Z");
    private static final String MUCH = "much ".repeat(4_000);

    @Test
    void a_server_that_forgets_all_scripts_before_every_command_is_served_all_the_same() {
        try (TestStore test = new TestStore(TestRedisKind.VERSION_7)) {
            RedisStore store = test.store();
            test.client().beforeCommand(test.client()::flushScripts);
            List<Chain> chains = List.of(new Chain("a", 3), new Chain("b", 0));
            chains.forEach(chain -> chain.save(store.executions()).begin(store));
            assertThat(StoredTruth.check(store)).hasSize(5);
            assertThat(StoredTruth.reconcile(store).isEmpty()).isTrue();
            chains.forEach(chain -> chain.decide(store));
            chains.forEach(chain -> chain.end(store.executions()));
            StoredTruth.check(store);
            test.client().beforeCommand(() -> {});
            test.clear();
        }
    }

    @Test
    void a_server_without_memory_refuses_whole_calls_and_is_right_after_one_pass() {
        try (RedisServer server = RedisServer.start("--maxmemory", "3mb", "--maxmemory-policy", "noeviction");
                TestStore test = on(server)) {
            RedisStore store = test.store();
            Map<String, Execution> stored = new LinkedHashMap<>();
            Map<String, Execution> refused = new LinkedHashMap<>();
            List<RedisStoreException> failures = new ArrayList<>();
            for (int i = 0; failures.size() < 40; i++) {
                Chain chain = new Chain("c" + i, 2);
                for (int level = 0; level <= chain.depth(); level++) {
                    Execution execution = chain.execution(level).toBuilder()
                            .extra(Map.of("much", MUCH))
                            .build();
                    attempt(
                            failures,
                            () -> store.executions().save(execution),
                            () -> stored.put(execution.id(), execution));
                    if (!stored.containsKey(execution.id())) {
                        refused.put(execution.id(), execution);
                    }
                }
                Execution leaf = stored.get(chain.leaf());
                if (leaf != null) {
                    attempt(
                            failures,
                            () -> store.executions().saveStage(leaf.id(), chain.judging()),
                            () -> stored.put(leaf.id(), leaf.withStage(chain.judging())));
                    attempt(failures, () -> store.judgments().open(chain.judgment(), Lineage.stored()), () -> {});
                }
            }
            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure)
                            .hasMessageContaining("OOM command not allowed")
                            .hasMessageMatching(
                                    "(?s)(save of (execution|stage) c|open of JUDGMENT JudgmentKey.stage=c).*"));
            assertThat(stored).hasSizeGreaterThan(20);
            assertThat(refused).hasSizeGreaterThan(5);
            stored.values()
                    .forEach(execution ->
                            assertThat(store.executions().find(execution.id())).contains(execution));
            refused.keySet()
                    .forEach(id -> assertThat(store.executions().find(id)).isEmpty());

            test.client().jedis().configSet("maxmemory", "0");
            StoredTruth.reconcile(store);
            assertThat(StoredTruth.check(store)).isEqualTo(stored);
            refused.values().forEach(store.executions()::save);
            StoredTruth.reconcile(store);
            stored.putAll(refused);
            assertThat(StoredTruth.check(store)).isEqualTo(stored);
            test.clear();
        }
    }

    @Test
    void a_replica_that_may_only_be_read_answers_and_refuses_to_write() {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", master.host(), String.valueOf(master.port()));
                TestStore test = on(master);
                TestClient readOnly = client(replica.uri());
                RedisStore store = test.another(readOnly)) {
            Chain chain = new Chain("c", 2).save(test.executions()).begin(test.store());
            Map<String, Object> contents = test.client().contents(test.prefix());
            await().until(() -> readOnly.contents(test.prefix()).equals(contents));

            assertThat(StoredTruth.check(store)).hasSize(3);
            assertRefused("save of execution c-0", () -> store.executions().save(chain.execution(0)));
            assertRefused("save of execution new-0", () -> store.executions().save(new Chain("new", 0).execution(0)));
            assertRefused("save of stage c-2/judge", () -> store.executions().saveStage(chain.leaf(), chain.judging()));
            assertRefused(
                    "open of JUDGMENT JudgmentKey[stage=c-2/judge",
                    () -> store.judgments().open(chain.judgment(), Lineage.stored()));
            assertRefused(
                    "close of JUDGMENT JudgmentKey[stage=c-2/judge",
                    () -> store.judgments().close(chain.judgment().key(), LATER));
            assertRefused("delete of execution c-2", () -> store.executions().delete(chain.leaf()));
            assertRefused("repair of JUDGMENT", () -> store.judgments().repair(LATER, LATER, 100));
            assertRefused("lock of ", () -> store.lease().run(() -> {}));

            assertThat(test.client().contents(test.prefix())).isEqualTo(contents);
            assertThat(StoredTruth.check(store)).hasSize(3);
            test.clear();
        }
    }

    @Test
    void a_wrong_password_is_said_to_be_wrong() {
        try (RedisServer server = RedisServer.start("--requirepass", "right");
                TestClient client = client("redis://:wrong@" + server.hostAndPort());
                TestStore test = new TestStore(client)) {
            assertThatThrownBy(() -> test.executions().search(ExecutionQuery.all()))
                    .isInstanceOf(RedisStoreException.class)
                    .hasMessageContaining("search for ExecutionQuery")
                    .hasStackTraceContaining("WRONGPASS");
        }
    }

    /** The rights that docs/security.md names. */
    @Test
    void a_user_with_the_least_rights_may_do_everything_and_touch_nothing_else() {
        try (RedisServer server = RedisServer.start();
                TestStore test = on(server)) {
            test.client()
                    .jedis()
                    .sendCommand(
                            Protocol.Command.ACL,
                            "SETUSER leafnode on >secret ~%s* +@read +@write +@connection +eval +evalsha +time +info"
                                    .formatted(test.prefix())
                                    .split(" "));
            try (TestClient least = client("redis://leafnode:secret@" + server.hostAndPort());
                    RedisStore store = test.another(least)) {
                Chain chain = new Chain("c", 2).save(store.executions()).begin(store);
                assertThat(StoredTruth.check(store)).hasSize(3);
                assertThat(store.judgments().cut(chain.path().get(0), LATER))
                        .as("cut where the child is still awaited")
                        .isFalse();
                StoredTruth.reconcile(store);
                chain.decide(store);
                StoredTruth.check(store);
                assertThat(store.lease().run(() -> {})).isTrue();
                assertThat(store.events().append(List.of(new EventLog.Entry(0, "first"))))
                        .isTrue();
                assertThat(store.events().after(-1, 10)).hasSize(1);
                chain.ids()
                        .forEach(id -> assertThat(store.executions().delete(id)).isTrue());
                assertThatThrownBy(() -> least.jedis().set("host", "1")).hasMessageContaining("NOPERM");
            }
        }
    }

    @Test
    void somebody_elses_key_in_the_place_of_ours_is_named_and_its_tree_does_not_change() {
        try (TestStore test = new TestStore(TestRedisKind.VERSION_7)) {
            RedisStore store = test.store();
            Chain chain = new Chain("c", 1).save(store.executions()).begin(store);
            Runnable save = () -> store.executions()
                    .save(chain.execution(1).toBuilder().name("other").build());
            Runnable saveStage = () -> store.executions().saveStage(chain.leaf(), chain.naming(1));
            Runnable open = () -> store.judgments().open(chain.judgment(), Lineage.stored());
            Runnable close = () -> store.judgments().close(chain.judgment().key(), LATER);
            Runnable delete = () -> store.executions().delete(chain.leaf());
            assertNamed(test, "1:{tree:c-0}:tree", save, saveStage, open, delete);
            assertNamed(test, "1:{tree:c-0}:execution:c-1", save, saveStage, delete);
            assertNamed(test, "1:{tree:c-0}:open:JUDGMENT", save, saveStage, open, close, delete);
            assertNamed(test, "1:{tree:c-0}:closed:JUDGMENT", open, close, delete);

            StoredTruth.reconcile(store);
            assertThat(StoredTruth.check(store)).hasSize(2);
            test.clear();
        }
    }

    private static void assertNamed(TestStore test, String name, Runnable... calls) {
        UnifiedJedis jedis = test.client().jedis();
        String key = test.prefix() + name;
        byte[] ours = jedis.dump(key);
        jedis.set(key, "somebody's");
        Map<String, Object> tree = test.client().contents(test.prefix() + "1:{tree:");
        for (Runnable call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(RedisStoreException.class)
                    .hasMessageContaining("WRONGTYPE")
                    .hasMessageContaining(key);
            assertThat(test.client().contents(test.prefix() + "1:{tree:")).isEqualTo(tree);
        }
        jedis.del(key);
        if (ours != null) {
            jedis.restore(key, 0, ours);
        }
    }

    private static void assertRefused(String what, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(RedisStoreException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("READONLY");
    }

    private static void attempt(List<RedisStoreException> failures, Runnable call, Runnable afterwards) {
        try {
            call.run();
            afterwards.run();
        } catch (RedisStoreException failure) {
            failures.add(failure);
        }
    }

    private static TestStore on(RedisServer server) {
        return new TestStore(client(server.uri()));
    }

    private static TestClient client(String uri) {
        return new TestClient(List.of(URI.create(uri)), false);
    }
}
