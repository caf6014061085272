package dev.leafnode.host.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.store.redis.RedisStore;
import java.io.File;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** An engine in plain Java, on the core and the Redis store. */
class PlainRedisHostTest {

    private static final Stage WAITS = running("run", "pipeline");
    private static final Stage JUDGMENT = running("judge", "manualJudgment");
    private static final Execution PARENT = running("parent", "A1", Trigger.empty(), WAITS);
    private static final Execution LEAF = running("leaf", "A2", Trigger.reference("parent", "run"), JUDGMENT);

    @Test
    void what_waits_shows_above_until_it_is_over() {
        InstantSource clock = InstantSource.system();
        try (RedisServer server = RedisServer.start();
                UnifiedJedis jedis =
                        new UnifiedJedis(new PooledConnectionProvider(new HostAndPort(server.host(), server.port())));
                RedisStore store = new RedisStore(jedis, WaitRules.DEFAULT, clock)) {
            JudgmentNavigationListener listener = new JudgmentNavigationListener(
                    store.judgments(), leaf -> Lineage.stored(), WaitRules.DEFAULT, clock);
            Listeners listeners = new Listeners(List.of(listener), List.of(listener));
            JudgmentNavigation navigation = new JudgmentNavigation(store.judgments());

            store.executions().save(PARENT);
            store.executions().save(LEAF);
            listeners.beforeStage(LEAF, JUDGMENT);
            assertThat(shown(store, navigation)).isEqualTo("leaf");

            Stage ended = JUDGMENT.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
            store.executions().saveStage("leaf", ended);
            listeners.afterStage(LEAF.withStage(ended), ended);
            assertThat(shown(store, navigation)).isEqualTo("nothing");
        }
    }

    @Test
    void there_is_nothing_of_spring() {
        assertThat(System.getProperty("java.class.path").split(File.pathSeparator))
                .isNotEmpty()
                .noneMatch(entry -> new File(entry).getName().startsWith("spring-"));
        assertThat(getClass().getClassLoader().getResource("org/springframework"))
                .isNull();
    }

    private static String shown(RedisStore store, JudgmentNavigation navigation) {
        return navigation
                .others(store.executions().search(ExecutionQuery.ofApplication("A1")))
                .get("parent")
                .stage("run")
                .map(attributes -> attributes.executionId())
                .orElse("nothing");
    }

    private static Execution running(String id, String application, Trigger trigger, Stage stage) {
        return Execution.builder(id, application)
                .status(ExecutionStatus.RUNNING)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }

    private static Stage running(String id, String type) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(Instant.EPOCH)
                .build();
    }
}
