package dev.leafnode.store.redis;

import static dev.leafnode.store.redis.Sample.NOW;
import static dev.leafnode.store.redis.Sample.call;
import static dev.leafnode.store.redis.Sample.execution;
import static dev.leafnode.store.redis.Sample.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What happens when one instance acts between two commands of another one, at each place in turn. */
class InterleavingTest {

    /** More commands than any call here sends. */
    private static final int PLACES = 60;

    /** Which command of the creation of an execution stores it, counted from 1. */
    private static final int STORING = 3;

    private static final StageKey ROOT = new StageKey("root", "call");
    private static final StageKey PARENT = new StageKey("parent", "call");

    private final Execution root = execution("root", Trigger.empty(), call());
    private final Execution parent = execution("parent", Trigger.reference("root", "call"), call());
    private final Execution leaf = execution("leaf", Trigger.reference("parent", "call"), judge());
    private final Judgment judgment = Sample.judgment(leaf, judge());
    private TestStore one;
    private TestClient otherClient;
    private RedisStore other;

    @BeforeEach
    void open() {
        one = new TestStore(TestRedisKind.VERSION_7);
        otherClient = new TestClient(TestRedisKind.VERSION_7);
        other = one.another(otherClient);
    }

    @AfterEach
    void close() {
        one.client().remove(one.prefix());
        other.close();
        otherClient.close();
        one.close();
    }

    @Test
    void a_parent_that_another_instance_saves_while_its_child_is_saved_shows_what_waits() {
        for (int place = 0; place < PLACES; place++) {
            one.executions().save(root);
            boolean came = between(
                    place,
                    () -> other.executions().save(parent),
                    () -> one.executions().save(leaf));
            if (!came) {
                return;
            }
            one.leaves(LeafState.JUDGMENT).open(judgment, Lineage.stored());
            assertThat(one.leaves(LeafState.JUDGMENT).links(List.of("root", "parent")))
                    .as("links when the parent came before command %d", place)
                    .extracting(JudgmentLink::ancestor)
                    .containsExactlyInAnyOrder(ROOT, PARENT);
            startAnew();
        }
    }

    @Test
    void an_execution_that_was_deleted_and_that_two_threads_save_again_is_there() {
        for (int place = 0; place < PLACES; place++) {
            other.executions().save(root);
            assertThat(one.executions().find("root")).isPresent();
            other.executions().delete("root");
            boolean came = between(
                    place,
                    () -> one.executions().save(root),
                    () -> one.executions().save(root));
            if (!came) {
                return;
            }
            isThere("root", "saved by another thread before command %d".formatted(place));
            startAnew();
        }
    }

    @Test
    void an_execution_that_is_saved_while_another_instance_deletes_it_is_there_or_not() {
        for (int place = 0; place < PLACES; place++) {
            one.executions().save(root);
            other.executions().save(root);
            boolean came = between(
                    place,
                    () -> other.executions().save(root),
                    () -> one.executions().delete("root"));
            if (!came) {
                return;
            }
            repair(one.store());
            isThereOrNot("root", "saved before command %d of its deletion".formatted(place));
            startAnew();
        }
    }

    @Test
    void an_execution_that_is_saved_while_a_repair_removes_what_was_left_of_it_is_there() {
        for (int place = 0; place < PLACES; place++) {
            one.executions().save(root);
            diesAfterTheTreeIsGone();
            RedisStore third = one.another(otherClient);
            boolean came = between(place, () -> third.executions().save(root), () -> repair(one.store()));
            if (!came) {
                return;
            }
            repair(one.store());
            isThere("root", "saved before command %d of the repair".formatted(place));
            startAnew();
        }
    }

    @Test
    void a_judgment_of_an_engine_that_keeps_its_executions_shows_whatever_a_repair_forgets_meanwhile() {
        Judgment elsewhere = Sample.judgment(execution("elsewhere", Trigger.empty(), judge()), judge());
        for (int place = 0; place < PLACES; place++) {
            boolean came = between(
                    place,
                    () -> repair(other),
                    () -> one.leaves(LeafState.JUDGMENT).open(elsewhere, Lineage.of(List.of(ROOT))));
            if (!came) {
                return;
            }
            assertThat(other.judgments().links(List.of("root")))
                    .as("links when a repair came before command %d", place)
                    .hasSize(1);
            assertThat(other.judgments().close(elsewhere.key(), NOW)).isTrue();
            assertThat(other.judgments().search(JudgmentQuery.all()).judgments())
                    .isEmpty();
            startAnew();
        }
    }

    @Test
    void executions_that_were_deleted_and_saved_again_show_what_waits_below_them_in_another_tree() {
        one.executions().save(leaf);
        one.executions().save(root);
        one.executions().save(parent);
        one.leaves(LeafState.JUDGMENT).open(judgment, Lineage.stored());
        one.executions().delete("parent");
        one.executions().delete("root");
        one.executions().save(root);
        one.executions().save(parent);
        repair(one.store());
        assertThat(one.leaves(LeafState.JUDGMENT).links(List.of("root", "parent")))
                .extracting(JudgmentLink::ancestor)
                .containsExactlyInAnyOrder(ROOT, PARENT);
    }

    @Test
    void a_child_whose_parent_was_given_a_home_by_a_writer_that_died_finds_it_elsewhere() {
        Execution above = execution("above", Trigger.reference("root", "call"), call());
        Execution below = execution("parent", Trigger.reference("above", "call"), call());
        one.executions().save(root);
        diesBefore(1, () -> other.executions().save(below));
        one.executions().save(leaf);
        one.leaves(LeafState.JUDGMENT).open(judgment, Lineage.stored());
        haveBeenPendingLong();
        repair(one.store());
        one.executions().save(above);
        one.executions().save(below);
        repair(one.store());
        assertThat(one.leaves(LeafState.JUDGMENT).links(List.of("root", "above", "parent")))
                .hasSize(3);
    }

    @Test
    void executions_that_the_directory_has_lost_are_given_their_homes_back() {
        one.executions().save(root);
        Map<String, byte[]> before = new TreeMap<>();
        one.client().keys(one.prefix()).stream()
                .filter(key -> key.contains("{directory}"))
                .forEach(key -> before.put(key, one.client().jedis().dump(key)));
        one.executions().save(parent);
        one.executions().save(leaf);
        Execution alone = execution("alone", Trigger.empty(), judge());
        one.executions().save(alone);
        one.leaves(LeafState.JUDGMENT).open(judgment, Lineage.stored());
        // A replica that takes over has not been sent the last writes of the slot.
        one.client().keys(one.prefix()).stream()
                .filter(key -> key.contains("{directory}"))
                .forEach(one.client().jedis()::del);
        before.forEach((key, value) -> one.client().jedis().restore(key, 0, value));
        repair(other);
        for (String id : List.of("root", "parent", "leaf", "alone")) {
            isThere(id, "lost by the directory");
        }
        RedisStore fresh = one.another(otherClient);
        assertThat(fresh.judgments().links(List.of("root", "parent"))).hasSize(2);
        assertThat(fresh.judgments().search(JudgmentQuery.all()).judgments()).hasSize(2);
        assertThat(fresh.judgments().close(judgment.key(), NOW)).isTrue();
    }

    @Test
    void sets_that_two_changes_of_status_should_have_left_are_left_after_a_repair() {
        Execution execution = execution("root", Trigger.empty(), judge()).toBuilder()
                .status(ExecutionStatus.NOT_STARTED)
                .build();
        other.executions().save(execution);
        AtomicInteger sent = new AtomicInteger();
        otherClient.beforeCommand(() -> {
            // Of each change the last two commands: it is stored, and the sets are not left.
            if (sent.getAndIncrement() % 4 == 3) {
                throw new JedisConnectionException("away");
            }
        });
        other.executions()
                .save(execution.toBuilder().status(ExecutionStatus.RUNNING).build());
        other.executions()
                .save(execution.toBuilder().status(ExecutionStatus.SUCCEEDED).build());
        otherClient.beforeCommand(() -> {});
        repair(one.store());
        assertThat(one.client().keys(one.prefix()))
                .filteredOn(key -> key.contains(":status:"))
                .allMatch(key -> key.endsWith(":status:SUCCEEDED"))
                .hasSize(2);
        one.clear();
    }

    @Test
    void an_execution_that_comes_to_be_stored_during_a_repair_is_found_all_the_while() throws InterruptedException {
        one.client().loadScripts();
        List<Integer> missed = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            CountDownLatch announced = new CountDownLatch(1);
            CountDownLatch mayBeStored = new CountDownLatch(1);
            AtomicInteger saving = new AtomicInteger();
            otherClient.beforeCommand(() -> {
                if (saving.incrementAndGet() == STORING) {
                    announced.countDown();
                    await(mayBeStored);
                }
            });
            Thread writer = new Thread(() -> other.executions().save(root));
            writer.start();
            announced.await();

            int stored = place;
            AtomicInteger repairing = new AtomicInteger();
            one.client().beforeCommand(() -> {
                int command = repairing.getAndIncrement();
                if (command == stored) {
                    mayBeStored.countDown();
                    join(writer);
                }
                if (command >= stored
                        && !other.executions()
                                .search(ExecutionQuery.all())
                                .executions()
                                .contains(root)) {
                    missed.add(stored);
                }
            });
            repair(one.store());
            one.client().beforeCommand(() -> {});
            mayBeStored.countDown();
            writer.join();
            otherClient.beforeCommand(() -> {});
            if (repairing.get() <= place) {
                break;
            }
            startAnew();
        }
        assertThat(missed)
                .as("stored before these commands, and then not found")
                .isEmpty();
    }

    @Test
    void an_execution_whose_time_of_creation_changed_is_there_whichever_command_of_that_failed() {
        for (int place = 0; place < PLACES; place++) {
            other.executions().save(root.toBuilder().buildTime(null).build());
            int failing = place;
            AtomicInteger sent = new AtomicInteger();
            otherClient.beforeCommand(() -> {
                if (sent.getAndIncrement() == failing) {
                    throw new JedisConnectionException("away");
                }
            });
            try {
                other.executions().save(root);
            } catch (RedisStoreException away) {
                // Nothing is stored anew; what was stored before is there.
            }
            otherClient.beforeCommand(() -> {});
            isThere("root", "when command %d failed".formatted(place));
            if (sent.get() <= place) {
                return;
            }
            startAnew();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException givenUp) {
            throw new IllegalStateException(givenUp);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException givenUp) {
            throw new IllegalStateException(givenUp);
        }
    }

    /** Whether an action came before a command of a call, counted from 0. */
    private boolean between(int place, Runnable action, Runnable call) {
        AtomicInteger sent = new AtomicInteger();
        boolean[] came = {false};
        one.client().beforeCommand(() -> {
            if (sent.getAndIncrement() == place) {
                came[0] = true;
                action.run();
            }
        });
        call.run();
        one.client().beforeCommand(() -> {});
        return came[0];
    }

    private void diesBefore(int command, Runnable call) {
        AtomicInteger sent = new AtomicInteger();
        otherClient.beforeCommand(() -> {
            if (sent.getAndIncrement() >= command) {
                throw new JedisConnectionException("dead");
            }
        });
        fails(call);
        otherClient.beforeCommand(() -> {});
    }

    private void diesAfterTheTreeIsGone() {
        otherClient.beforeCommand(() -> {
            if (one.client().keys(one.prefix()).stream().noneMatch(key -> key.contains(":execution:"))) {
                throw new JedisConnectionException("dead");
            }
        });
        fails(() -> other.executions().delete("root"));
        otherClient.beforeCommand(() -> {});
    }

    private static void fails(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException dead) {
            return;
        }
        throw new AssertionError("expected the call to fail half-way");
    }

    private void haveBeenPendingLong() {
        String pending = new Keys(one.prefix()).pending();
        one.client()
                .jedis()
                .hgetAll(pending)
                .forEach((id, since) ->
                        one.client().jedis().hset(pending, id, "1" + since.substring(since.indexOf('\n'))));
    }

    private void isThereOrNot(String id, String when) {
        boolean stored = one.client().keys(one.prefix()).stream().anyMatch(key -> key.endsWith(":execution:" + id));
        if (stored) {
            isThere(id, when);
        } else {
            RedisStore fresh = one.another(otherClient);
            assertThat(fresh.executions().find(id)).as(when).isEmpty();
            assertThat(fresh.executions().search(ExecutionQuery.all()).executions())
                    .as(when)
                    .isEmpty();
        }
    }

    private void isThere(String id, String when) {
        RedisStore fresh = one.another(otherClient);
        assertThat(fresh.executions().find(id)).as("%s, by id, %s", id, when).isPresent();
        for (ExecutionQuery query : List.of(ExecutionQuery.all(), ExecutionQuery.ofApplication("app"))) {
            assertThat(fresh.executions().search(query).executions())
                    .as("%s, by search, %s", id, when)
                    .extracting(Execution::id)
                    .contains(id);
        }
    }

    private void repair(RedisStore store) {
        for (LeafState state : LeafState.values()) {
            store.leaves(state).repair(NOW, NOW.minusSeconds(1), 1_000);
        }
    }

    private void startAnew() {
        one.client().remove(one.prefix());
        other.close();
        one.store().close();
        one = new TestStore(one.client());
        other = one.another(otherClient);
    }
}
