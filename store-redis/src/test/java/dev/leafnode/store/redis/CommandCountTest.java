package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.util.JedisClusterCRC16;

/** How many commands each call sends, counted at the client, and which slots they touch. */
class CommandCountTest {

    @Nested
    class OnOneServer extends Counts {
        OnOneServer() {
            super(TestRedisKind.VERSION_7);
        }
    }

    @Nested
    class OnCluster extends Counts {
        OnCluster() {
            super(TestRedisKind.CLUSTER);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Counts {

        private static final int[] DEPTHS = {0, 1, 5, 50};
        private static final Instant LATER = Instant.parse("2026-03-01T13:00:00Z");

        private final TestStore test;
        private final RedisStore store;
        private final boolean isCluster;

        Counts(TestRedisKind kind) {
            test = new TestStore(kind);
            store = test.store();
            isCluster = kind.isCluster();
        }

        @BeforeEach
        void letServersKnowAllScripts() {
            test.client().loadScripts();
        }

        @AfterEach
        void leaveNoKey() {
            test.clear();
        }

        @AfterAll
        void close() {
            test.close();
        }

        @Test
        void a_judgment_opens_closes_and_is_cut_with_one_script_in_one_slot_whatever_the_depth() {
            for (int depth : DEPTHS) {
                Chain chain = new Chain("d" + depth, depth).save(store.executions());
                store.executions().saveStage(chain.leaf(), chain.judging());
                assertOneScript(
                        "open at depth " + depth,
                        () -> assertThat(store.judgments().open(chain.judgment(), Lineage.stored()))
                                .isTrue());
                assertThat(store.judgments().links(chain.ids())).hasSize(depth);
                assertOneScript(
                        "cut at depth " + depth,
                        () -> store.judgments().cut(new StageKey(chain.root(), Chain.CALL), LATER));
                assertOneScript(
                        "close at depth " + depth,
                        () -> assertThat(
                                        store.judgments().close(chain.judgment().key(), LATER))
                                .isTrue());
            }
        }

        @Test
        void what_changes_nothing_takes_no_more() {
            Chain chain = new Chain("c", 3).save(store.executions()).begin(store);
            assertOneScript(
                    "repeated open",
                    () -> assertThat(store.judgments().open(chain.judgment(), Lineage.stored()))
                            .isFalse());
            chain.decide(store);
            assertOneScript(
                    "repeated close",
                    () -> assertThat(store.judgments().close(chain.judgment().key(), LATER))
                            .isFalse());
            assertOneScript(
                    "late open",
                    () -> assertThat(store.judgments().open(chain.judgment(), Lineage.stored()))
                            .isFalse());
        }

        @Test
        void an_instance_that_has_not_met_the_execution_asks_once_for_its_tree_and_sees_to_the_inbox() {
            Chain chain = new Chain("c", 5).save(store.executions());
            store.executions().saveStage(chain.leaf(), chain.judging());
            try (RedisStore cold = test.another(test.client())) {
                assertThat(sentBy(() -> cold.judgments().open(chain.judgment(), Lineage.stored())))
                        .as("first open: the directory, the tree, the inbox")
                        .hasSize(3);
                assertOneScript(
                        "then", () -> cold.judgments().close(chain.judgment().key(), LATER));
            }
        }

        @Test
        void a_stage_is_saved_with_one_script_and_a_hint_the_first_time_its_judgment_runs() {
            Chain chain = new Chain("c", 2).save(store.executions());
            assertOneScript("a stage that waits", () -> store.executions().saveStage(chain.root(), chain.naming(1)));
            assertThat(sentBy(() -> store.executions().saveStage(chain.leaf(), chain.judging())))
                    .as("the judgment runs: its tree, the inbox")
                    .hasSize(2);
            assertOneScript("it runs on", () -> store.executions().saveStage(chain.leaf(), chain.judging()));
        }

        @Test
        void an_execution_is_created_with_four_scripts_and_then_saved_with_one_until_what_searches_look_for_changes() {
            Chain chain = new Chain("c", 1);
            assertThat(sentBy(() -> store.executions().save(chain.execution(0))))
                    .as("the directory twice, the tree, the application")
                    .hasSize(4);
            assertThat(sentBy(() -> store.executions().save(chain.execution(1))))
                    .as("a child: the same")
                    .hasSize(4);
            assertOneScript("the same again", () -> store.executions().save(chain.execution(1)));
            assertThat(sentBy(() -> store.executions()
                            .save(chain.execution(1).toBuilder()
                                    .status(ExecutionStatus.PAUSED)
                                    .build())))
                    .as("another status: the directory and the application, before the tree and after it")
                    .hasSize(5);
        }

        @Test
        void a_page_takes_the_same_commands_with_and_without_links_however_much_is_open() {
            List<Chain> chains = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                chains.add(new Chain("c" + i, 3).save(store.executions()));
            }
            ExecutionQuery all = ExecutionQuery.ofApplication(Chain.APPLICATION).withLimit(48);
            store.executions().search(all);
            int expected = 1 + slotsOf(store.executions().search(all));
            assertPage("nothing is open", expected, all.withLinks(false), 0);
            assertPage("nothing is open", expected, all.withLinks(true), 0);
            chains.forEach(chain -> chain.begin(store));
            int links = store.executions().search(all).links().size();
            assertThat(links).isPositive();
            assertPage("much is open", expected, all.withLinks(false), 0);
            assertPage("much is open", expected, all.withLinks(true), links);

            ExecutionQuery ids = ExecutionQuery.byId(Set.copyOf(chains.get(0).ids()));
            assertPage("ids that were met lately, without links", 1, ids.withLinks(false), 0);
            assertPage("ids that were met lately, with links", 1, ids.withLinks(true), 3);
        }

        @Test
        void scripts_that_a_server_does_not_know_are_sent_once_more_as_text() {
            Chain chain = new Chain("c", 2).save(store.executions());
            store.executions().saveStage(chain.leaf(), chain.judging());
            test.client().flushScripts();
            assertThat(names(sentBy(() -> store.judgments().open(chain.judgment(), Lineage.stored()))))
                    .containsExactly("EVALSHA", "EVAL");
            assertOneScript("then", () -> store.judgments().open(chain.judgment(), Lineage.stored()));
        }

        private void assertPage(String what, int expected, ExecutionQuery query, int links) {
            List<ExecutionPage> pages = new ArrayList<>();
            List<CommandArguments> sent =
                    sentBy(() -> pages.add(store.executions().search(query)));
            assertThat(names(sent)).as(what).hasSize(expected).containsOnly("EVALSHA");
            assertThat(pages.get(0).links()).as(what).hasSize(links);
        }

        /** In how many slots the trees of a page are, each of which takes a script; one server takes one for all. */
        private int slotsOf(ExecutionPage page) {
            return isCluster
                    ? page.executions().stream()
                            .map(execution -> execution.id().replaceAll("-.*", "-0"))
                            .map(root -> JedisClusterCRC16.getSlot("{tree:" + root + "}"))
                            .collect(Collectors.toSet())
                            .size()
                    : 1;
        }

        private void assertOneScript(String what, Runnable call) {
            List<CommandArguments> sent = sentBy(call);
            assertThat(names(sent)).as(what).containsExactly("EVALSHA");
            Set<Integer> slots = new TreeSet<>();
            sent.get(0).getKeys().forEach(key -> slots.add(JedisClusterCRC16.getSlot((String) key)));
            assertThat(slots).as(what).hasSize(1);
        }

        private List<CommandArguments> sentBy(Runnable call) {
            return test.client().sentBy(call);
        }

        private static List<String> names(List<CommandArguments> sent) {
            return sent.stream()
                    .map(arguments -> arguments.getCommand().toString())
                    .toList();
        }
    }
}
