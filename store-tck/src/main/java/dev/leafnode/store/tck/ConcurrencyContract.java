package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both repositories are safe for use by many threads: two calls at once are as good as one after the other. */
abstract class ConcurrencyContract extends Contract {

    private static final int THREADS = 16;
    private static final int ROUNDS = 40;

    ConcurrencyContract(Kit kit) {
        super(kit);
    }

    @Test
    void of_many_threads_that_open_a_judgment_one_opens_it() {
        chain("root", "leaf");
        for (int round = 0; round < ROUNDS; round++) {
            Judgment judgment = judge("leaf", 1 + round);
            assertThat(together(thread -> opens(judgment)))
                    .as("opens in round %d", round)
                    .containsOnlyOnce(true);
            assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judgment, 1));
        }
    }

    @Test
    void of_many_threads_that_close_a_judgment_one_closes_it() {
        chain("root", "leaf");
        for (int round = 0; round < ROUNDS; round++) {
            Judgment judgment = opened(judge("leaf", 1 + round));
            assertThat(together(thread -> judgments().close(judgment.key(), at(1_000))))
                    .as("closes in round %d", round)
                    .containsOnlyOnce(true);
            assertThat(showing("root")).isEmpty();
        }
    }

    @Test
    void close_wins_over_opens_at_the_same_time() {
        chain("root", "leaf");
        for (int round = 0; round < ROUNDS; round++) {
            Judgment judgment = judge("leaf", 1 + round);
            together(thread -> thread == THREADS / 2 ? judgments().close(judgment.key(), at(1_000)) : opens(judgment));
            assertThat(inbox()).as("inbox after round %d", round).isEmpty();
            assertThat(showing("root")).as("links after round %d", round).isEmpty();
        }
    }

    @Test
    void of_an_open_and_a_close_at_the_same_time_both_do_something_or_neither() {
        chain("root", "leaf");
        for (int round = 0; round < ROUNDS; round++) {
            Judgment judgment = judge("leaf", 1 + round);
            List<Boolean> done = Threads.together(List.<Callable<Boolean>>of(
                    () -> opens(judgment), () -> judgments().close(judgment.key(), at(1_000))));
            assertThat(done.get(1))
                    .as("close in round %d, whose open said %s", round, done.get(0))
                    .isEqualTo(done.get(0));
            assertThat(inbox()).as("inbox after round %d", round).isEmpty();
        }
    }

    @Test
    void of_attempts_that_open_at_the_same_time_the_latest_stays_open() {
        chain("root", "leaf");
        for (int round = 0; round < ROUNDS; round++) {
            int first = 1 + round * THREADS;
            together(thread -> opens(judge("leaf", first + thread)));
            Judgment latest = judge("leaf", first + THREADS - 1L);
            assertThat(inbox()).as("inbox after round %d", round).containsExactly(latest);
            assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), latest, 1));
        }
    }

    @Test
    void judgments_of_many_stages_that_open_and_close_at_the_same_time_all_count() {
        saved("root", Stages.ofType("runMultiplePipelines", "call"));
        for (int thread = 0; thread < THREADS; thread++) {
            saved("leaf " + thread, Trigger.reference("root", "call"), Stages.judgment("judge"));
        }
        for (int round = 0; round < ROUNDS; round++) {
            int attempt = 1 + round;
            together(thread -> opens(judge("leaf " + thread, attempt)));
            assertThat(shownOn(call("root")).map(JudgmentLink::count)).contains(THREADS);
            together(thread ->
                    judgments().close(judge("leaf " + thread, attempt).key(), at(1_000)));
            assertThat(showing("root")).isEmpty();
        }
    }

    @Test
    void many_threads_save_the_same_new_execution() {
        for (int round = 0; round < ROUNDS; round++) {
            Execution execution = execution("p" + round, Trigger.empty(), Stages.pipeline("a"), Stages.judgment("b"));
            together(thread -> {
                executions().save(execution);
                return true;
            });
            assertThat(executions().find("p" + round)).contains(execution);
        }
    }

    @Test
    void many_threads_add_stages_to_one_execution() {
        saved("p", Stages.pipeline("first"));
        together(thread -> {
            executions().saveStage("p", Stages.ofType("wait", "s" + thread));
            return true;
        });
        List<Stage> stages = executions().find("p").map(Execution::stages).orElse(List.of());
        assertThat(stages).hasSize(THREADS + 1).startsWith(Stages.running(Stages.pipeline("first"), at(0)));
        assertThat(stages.subList(1, stages.size()))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, THREADS)
                        .mapToObj(thread -> Stages.ofType("wait", "s" + thread))
                        .toList());
    }

    @Test
    void a_judgment_that_opens_while_its_parent_is_stored_shows_on_it() {
        for (int round = 0; round < ROUNDS; round++) {
            String leaf = "leaf " + round;
            String parent = "parent " + round;
            saved(leaf, Trigger.reference(parent, "call"), Stages.judgment("judge"));
            Judgment judgment = judge(leaf, 1);
            Execution late = execution(parent, Trigger.empty(), Stages.pipeline("call"));
            both(() -> opens(judgment), () -> {
                executions().save(late);
                return true;
            });
            assertThat(shownOn(call(parent)))
                    .as("the parent after round %d", round)
                    .contains(new JudgmentLink(call(parent), judgment, 1));
        }
    }

    @Test
    void a_judgment_that_opens_while_an_ancestor_ends_shows_neither_there_nor_above() {
        for (int round = 0; round < ROUNDS; round++) {
            String suffix = " " + round;
            chain("top" + suffix, "root" + suffix, "leaf" + suffix);
            Stage ended = Stages.ended(Stages.pipeline("call"), ExecutionStatus.CANCELED, at(5));
            both(() -> opens(judge("leaf" + suffix, 1)), () -> {
                executions().saveStage("root" + suffix, ended);
                return judgments().cut(key("root" + suffix, "call"), at(5));
            });
            assertThat(showing("top" + suffix, "root" + suffix))
                    .as("what shows after round %d", round)
                    .isEmpty();
        }
    }

    @Test
    void a_judgment_that_closes_while_its_execution_is_deleted_leaves_nothing() {
        for (int round = 0; round < ROUNDS; round++) {
            String suffix = " " + round;
            chain("root" + suffix, "leaf" + suffix);
            Judgment judgment = opened(judge("leaf" + suffix, 1));
            both(
                    () -> judgments().close(judgment.key(), at(2)),
                    () -> executions().delete("leaf" + suffix));
            assertThat(showing("root" + suffix)).isEmpty();
            assertThat(inbox()).isEmpty();
        }
    }

    @Test
    void a_judgment_shows_on_all_its_ancestors_or_on_none_while_it_opens_and_closes() {
        chain("top", "root", "leaf");
        Threads.together(List.<Callable<Boolean>>of(
                () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        judgments().close(opened(judge("leaf", 1 + round)).key(), at(1_000));
                    }
                    return true;
                },
                () -> {
                    for (int read = 0; read < 5 * ROUNDS; read++) {
                        assertThat(showing("top", "root"))
                                .as("what one call finds")
                                .isIn(List.of(), List.of(call("root"), call("top")));
                    }
                    return true;
                }));
    }

    private static void both(Callable<Boolean> one, Callable<Boolean> other) {
        Threads.together(List.of(one, other));
    }

    private static List<Boolean> together(IntFunction<Boolean> call) {
        return Threads.together(IntStream.range(0, THREADS)
                .mapToObj(thread -> (Callable<Boolean>) () -> call.apply(thread))
                .toList());
    }
}
