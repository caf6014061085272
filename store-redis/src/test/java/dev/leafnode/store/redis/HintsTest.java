package dev.leafnode.store.redis;

import static dev.leafnode.store.redis.Sample.NOW;
import static dev.leafnode.store.redis.Sample.call;
import static dev.leafnode.store.redis.Sample.execution;
import static dev.leafnode.store.redis.Sample.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What searches read is a hint: whatever the sets say, nothing wrong is found, and a repair makes them right. */
class HintsTest {

    @Nested
    class OnOneServer extends Hints {

        private static final TestStore store = new TestStore(TestRedisKind.VERSION_7);

        OnOneServer() {
            super(TestRedisKind.VERSION_7, store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    @Nested
    class OnACluster extends Hints {

        private static final TestStore store = new TestStore(TestRedisKind.CLUSTER);

        OnACluster() {
            super(TestRedisKind.CLUSTER, store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    private static final class Death extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    abstract static class Hints {

        private final TestRedisKind kind;
        private final TestStore store;

        Hints(TestRedisKind kind, TestStore store) {
            this.kind = kind;
            this.store = store;
        }

        @AfterEach
        void leaveNoKey() {
            store.clear();
        }

        @Test
        void sets_that_are_lost_are_made_again() {
            saveTree();
            store.client().keys(store.prefix()).stream()
                    .filter(key -> key.contains(":executions:") || key.contains("inbox") || key.endsWith("waiting"))
                    .forEach(store.client().jedis()::del);
            assertThat(ids(ExecutionQuery.all())).isEmpty();
            assertThat(inbox(JudgmentQuery.all())).isEmpty();
            repair();
            findsTheTree();
        }

        @Test
        void a_tree_that_cannot_be_repaired_keeps_none_before_it_out_of_the_inbox() {
            for (int tree = 10; tree < 30; tree++) {
                Chain chain = new Chain("e" + tree, 0).save(store.executions());
                store.executions().saveStage(chain.leaf(), chain.judging());
                store.leaves(LeafState.JUDGMENT).open(chain.judgment(), Lineage.stored());
            }
            store.client().keys(store.prefix()).stream()
                    .filter(key -> key.contains("inbox"))
                    .forEach(store.client().jedis()::del);
            Keys keys = new Keys(store.prefix());
            String broken = keys.open("e29-0", LeafState.JUDGMENT);
            store.client().jedis().set(broken, "somebody else's");
            assertThatThrownBy(this::repair).isInstanceOf(RedisStoreException.class);
            store.client().jedis().del(broken);
            assertThat(inbox(JudgmentQuery.all())).hasSize(19);
        }

        @Test
        void an_execution_that_stands_in_the_sets_with_other_trees_as_well_is_found_once() {
            Execution execution = new Chain("c", 0).execution(0);
            store.executions().save(execution);
            Keys keys = new Keys(store.prefix());
            List<String> sets = store.client().keys(store.prefix()).stream()
                    .filter(key -> key.contains(":executions:"))
                    .toList();
            assertThat(sets).hasSize(8).contains(keys.executions(Chain.APPLICATION) + Listing.ALL);
            String member = store.client().jedis().zrange(sets.get(0), 0, -1).get(0);
            for (String set : sets) {
                for (String tag : List.of("a", "z")) {
                    String stale = new Member(Member.read(member).created(), "c-0", tag).write();
                    store.client().jedis().zadd(set, 0, stale);
                }
            }
            assertThat(store.executions().search(ExecutionQuery.all()).executions())
                    .containsExactly(execution);
            assertThat(store.executions()
                            .search(ExecutionQuery.all().withLimit(1))
                            .executions())
                    .containsExactly(execution);
            repair();
            assertThat(sets)
                    .allSatisfy(set -> assertThat(store.client().jedis().zrange(set, 0, -1))
                            .containsExactly(member));
        }

        @Test
        void what_the_sets_say_and_is_not_so_is_not_found_and_taken_out() {
            saveTree();
            Keys keys = new Keys(store.prefix());
            String member = new Member(5, "ghost", "ghost").write();
            for (String set : List.of(Listing.ALL, Listing.ACTIVE)) {
                store.client().jedis().zadd(keys.executions() + set, 0, member);
            }
            String entry = new Entry(1, "ghost\tjudge", "ghost", "0", "app").member();
            store.client().jedis().zadd(keys.inbox(LeafState.JUDGMENT), 0, entry);
            store.client().jedis().zadd(keys.inbox(LeafState.JUDGMENT, "app"), 0, entry);
            store.client().jedis().zadd(keys.waiting(), 0, "ghost");
            findsTheTree();
            repair();
            assertThat(store.client().jedis().zrange(keys.executions() + Listing.ALL, 0, -1))
                    .doesNotContain(member);
            assertThat(store.client().jedis().zrange(keys.inbox(LeafState.JUDGMENT), 0, -1))
                    .doesNotContain(entry);
            assertThat(store.client().jedis().zrange(keys.waiting(), 0, -1)).doesNotContain("ghost");
            findsTheTree();
        }

        @Test
        void an_execution_is_found_by_its_new_status_and_not_by_its_old_one() {
            saveTree();
            store.executions()
                    .save(store.executions().find("root").orElseThrow().toBuilder()
                            .status(ExecutionStatus.SUCCEEDED)
                            .build());
            assertThat(ids(ExecutionQuery.all().withStatuses(Set.of(ExecutionStatus.SUCCEEDED))))
                    .containsExactly("root");
            assertThat(ids(ExecutionQuery.ofApplication("app").withStatuses(Set.of(ExecutionStatus.RUNNING))))
                    .containsExactly("leaf");
            Keys keys = new Keys(store.prefix());
            assertThat(store.client().jedis().zcard(keys.executions() + Listing.withStatus("RUNNING")))
                    .isEqualTo(1);
            assertThat(store.client().jedis().zcard(keys.executions("app") + Listing.ACTIVE))
                    .isEqualTo(1);
        }

        @Test
        void an_execution_whose_writer_died_before_or_after_it_was_stored_is_found_by_every_search_or_by_none() {
            for (int commands = 0; ; commands++) {
                boolean finished = savesBeforeItDies(execution("p", Trigger.empty(), call()), commands);
                boolean stored = store.executions().find("p").isPresent();
                assertThat(ids(ExecutionQuery.all().withStatuses(Set.of(ExecutionStatus.RUNNING))))
                        .as("found when its writer died after %d commands, stored: %s", commands, stored)
                        .isEqualTo(stored ? List.of("p") : List.of());
                assertThat(ids(ExecutionQuery.ofApplication("app"))).isEqualTo(stored ? List.of("p") : List.of());
                store.executions().save(execution("p", Trigger.empty(), call()));
                store.clear();
                if (finished) {
                    return;
                }
            }
        }

        @Test
        void a_judgment_that_a_window_held_up_during_a_repair_is_found_when_it_waits() {
            Stage window = Stage.builder("window", "restrictExecutionDuringTimeWindow")
                    .status(ExecutionStatus.RUNNING)
                    .syntheticStageOwner(SyntheticStageOwner.STAGE_BEFORE)
                    .parentStageId("judge")
                    .build();
            Execution leaf = execution("leaf", Trigger.empty(), judge()).withStage(window);
            store.executions().save(leaf);
            try (RedisStore other = store.another(store.client())) {
                other.judgments().repair(NOW, NOW.minusSeconds(1), 1_000);
            }
            store.executions()
                    .saveStage(
                            "leaf",
                            window.toBuilder().status(ExecutionStatus.SUCCEEDED).build());
            store.leaves(LeafState.JUDGMENT).open(Sample.judgment(leaf, judge()), Lineage.stored());
            assertThat(inbox(JudgmentQuery.all())).hasSize(1);
            assertThat(ids(ExecutionQuery.all().withAwaiting(Awaiting.ANY))).containsExactly("leaf");
        }

        @Test
        void a_judgment_that_a_repair_opened_is_found_once_whatever_the_size_of_the_pages() {
            for (String id : List.of("a", "b", "c")) {
                store.executions().save(execution(id, Trigger.empty(), judge()));
            }
            repair();
            for (int limit = 1; limit <= 4; limit++) {
                assertThat(foundIn(JudgmentQuery.all().withLimit(limit)))
                        .as("found in pages of %d", limit)
                        .containsExactly("a", "b", "c");
            }
        }

        @Test
        void an_execution_that_another_instance_deleted_and_created_in_another_tree_is_found_there() {
            saveTree();
            RedisStore other = store.another(store.client());
            assertThat(store.leaves(LeafState.JUDGMENT).links(List.of("root", "leaf")))
                    .hasSize(1);
            other.executions().delete("leaf");
            Execution moved = execution("leaf", Trigger.reference("elsewhere", "call"), judge());
            other.executions().save(execution("elsewhere", Trigger.empty(), call()));
            other.executions().save(moved);
            Judgment judgment = Sample.judgment(moved, judge());
            other.judgments().open(judgment, Lineage.stored());
            assertThat(store.leaves(LeafState.JUDGMENT)
                            .search(JudgmentQuery.blocking("leaf"))
                            .judgments())
                    .singleElement()
                    .satisfies(waiting -> {
                        assertThat(waiting.judgment()).isEqualTo(judgment);
                        assertThat(waiting.path()).containsExactly(new StageKey("elsewhere", "call"));
                    });
            assertThat(store.leaves(LeafState.JUDGMENT).close(judgment.key(), NOW))
                    .isTrue();
            other.close();
        }

        /** Whether a writer has finished when it dies before it sends one command more than so many. */
        private boolean savesBeforeItDies(Execution execution, int commands) {
            AtomicInteger left = new AtomicInteger(commands);
            try (TestClient mortal = new TestClient(kind);
                    RedisStore another = store.another(mortal)) {
                mortal.beforeCommand(() -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new Death();
                    }
                });
                another.executions().save(execution);
                return true;
            } catch (Death death) {
                return false;
            }
        }

        private List<String> foundIn(JudgmentQuery query) {
            List<String> found = new ArrayList<>();
            JudgmentPage page;
            do {
                page = store.leaves(LeafState.JUDGMENT).search(query);
                page.judgments()
                        .forEach(waiting ->
                                found.add(waiting.judgment().key().stage().executionId()));
                query = query.withPageToken(page.next());
            } while (page.next() != null);
            return found;
        }

        private void saveTree() {
            store.executions().save(execution("root", Trigger.empty(), call()));
            Execution leaf = execution("leaf", Trigger.reference("root", "call"), judge());
            store.executions().save(leaf);
            store.leaves(LeafState.JUDGMENT).open(Sample.judgment(leaf, judge()), Lineage.stored());
        }

        private void findsTheTree() {
            assertThat(ids(ExecutionQuery.all())).containsExactly("root", "leaf");
            assertThat(ids(ExecutionQuery.ofApplication("app").withStatuses(Set.of(ExecutionStatus.RUNNING))))
                    .containsExactly("root", "leaf");
            assertThat(ids(ExecutionQuery.all().withName("pipeline of leaf"))).containsExactly("leaf");
            assertThat(ids(ExecutionQuery.ofApplication("app").withAwaiting(Awaiting.BELOW)))
                    .containsExactly("root");
            assertThat(inbox(JudgmentQuery.all()))
                    .hasSize(1)
                    .isEqualTo(inbox(JudgmentQuery.all().withApplication("app")));
        }

        private List<String> ids(ExecutionQuery query) {
            return store.executions().search(query).executions().stream()
                    .map(Execution::id)
                    .toList();
        }

        private List<WaitingJudgment> inbox(JudgmentQuery query) {
            return store.leaves(LeafState.JUDGMENT).search(query).judgments();
        }

        private void repair() {
            for (LeafState state : LeafState.values()) {
                store.leaves(state).repair(NOW, NOW.minusSeconds(1), 1_000);
            }
        }
    }
}
