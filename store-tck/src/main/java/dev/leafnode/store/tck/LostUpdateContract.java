package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/**
 * Engines store whole stages from copies they read long before, from many threads at once. In a tree of three levels —
 * a root of 8 stages, 8 executions of 7 stages, 56 leaves — each of the 64 stages has a thread that stores it, while 8
 * more threads open and close the judgments of the leaves. No link and no update is lost.
 */
abstract class LostUpdateContract extends Contract {

    private static final int ROUNDS = Integer.getInteger("leafnode.tck.rounds", 400);
    private static final int MIDDLES = 8;
    private static final int LEAVES_OF_EACH = 7;

    /** What is stored, as it was read after the round before. */
    private volatile ExecutionPage stored = ExecutionPage.EMPTY;

    LostUpdateContract(Kit kit) {
        super(kit);
    }

    @Test
    void no_link_and_no_update_is_lost_while_64_threads_store_whole_stages_from_stale_copies() {
        List<StageKey> stages = saveTree();
        stored = readTree();
        CyclicBarrier saved = new CyclicBarrier(stages.size() + MIDDLES, () -> stored = readTree());
        CyclicBarrier checked = new CyclicBarrier(stages.size() + MIDDLES);
        List<Callable<Integer>> threads = new ArrayList<>();
        for (StageKey key : stages) {
            threads.add(() -> {
                Stage copy = stageIn(stored, key);
                for (int round = 1; round <= ROUNDS; round++) {
                    copy = withRound(copy, round);
                    executions().saveStage(key.executionId(), copy);
                    Threads.await(saved);
                    assertThat(stageIn(stored, key))
                            .as("%s after round %d", key, round)
                            .isEqualTo(copy);
                    Threads.await(checked);
                }
                return ROUNDS;
            });
        }
        for (int middle = 0; middle < MIDDLES; middle++) {
            int which = middle;
            threads.add(() -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    openOrClose(which, round);
                    Threads.await(saved);
                    assertThat(linksOf(stored, which))
                            .as("links of the root's stage %d and of what is below, after round %d", which, round)
                            .isEqualTo(expectedLinks(which, round));
                    Threads.await(checked);
                }
                return ROUNDS;
            });
        }
        assertThat(Threads.together(threads)).containsOnly(ROUNDS);
    }

    private List<StageKey> saveTree() {
        List<StageKey> keys = new ArrayList<>();
        List<Stage> ofRoot = new ArrayList<>();
        for (int middle = 0; middle < MIDDLES; middle++) {
            ofRoot.add(Stages.pipeline("s" + middle));
            keys.add(Stages.key("root", "s" + middle));
        }
        saved("root", ofRoot.toArray(Stage[]::new));
        for (int middle = 0; middle < MIDDLES; middle++) {
            List<Stage> ofMiddle = new ArrayList<>();
            for (int leaf = 0; leaf < LEAVES_OF_EACH; leaf++) {
                ofMiddle.add(Stages.pipeline("s" + leaf));
                keys.add(Stages.key("m" + middle, "s" + leaf));
            }
            saved("m" + middle, Trigger.reference("root", "s" + middle), ofMiddle.toArray(Stage[]::new));
            for (int leaf = 0; leaf < LEAVES_OF_EACH; leaf++) {
                saved(leafId(middle, leaf), Trigger.reference("m" + middle, "s" + leaf), Stages.judgment("judge"));
            }
        }
        return keys;
    }

    private ExecutionPage readTree() {
        Set<String> ids = new LinkedHashSet<>(Set.of("root"));
        for (int middle = 0; middle < MIDDLES; middle++) {
            ids.add("m" + middle);
        }
        return executions().search(ExecutionQuery.byId(ids));
    }

    private static Stage stageIn(ExecutionPage page, StageKey key) {
        return page.executions().stream()
                .filter(execution -> execution.id().equals(key.executionId()))
                .map(Execution::stages)
                .flatMap(List::stream)
                .filter(stage -> stage.id().equals(key.stageId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("stage %s: expected it, found none".formatted(key)));
    }

    private static Stage withRound(Stage stage, int round) {
        return stage.toBuilder()
                .context(Map.of("polls", round))
                .outputs(Map.of("round", "round " + round))
                .build();
    }

    /** In odd rounds the leaves begin to wait, some of them later than others; in even rounds all stop. */
    private void openOrClose(int middle, int round) {
        for (int leaf = 0; leaf < LEAVES_OF_EACH; leaf++) {
            Judgment judgment = judgment(middle, leaf, round);
            if (round % 2 == 1) {
                assertThat(opens(judgment)).as("open of %s", judgment).isTrue();
            } else {
                assertThat(judgments().close(judgment.key(), at(round)))
                        .as("close of %s", judgment)
                        .isTrue();
            }
        }
    }

    private Judgment judgment(int middle, int leaf, int round) {
        int opened = round - 1 + round % 2;
        return judge(leafId(middle, leaf), 10L * opened + leaf);
    }

    private static Map<StageKey, JudgmentLink> linksOf(ExecutionPage page, int middle) {
        Map<StageKey, JudgmentLink> links = new HashMap<>();
        for (JudgmentLink link : page.links()) {
            StageKey key = link.ancestor();
            if (key.executionId().equals("m" + middle) || key.equals(Stages.key("root", "s" + middle))) {
                links.put(key, link);
            }
        }
        return links;
    }

    private Map<StageKey, JudgmentLink> expectedLinks(int middle, int round) {
        Map<StageKey, JudgmentLink> links = new HashMap<>();
        if (round % 2 == 1) {
            for (int leaf = 0; leaf < LEAVES_OF_EACH; leaf++) {
                StageKey key = Stages.key("m" + middle, "s" + leaf);
                links.put(key, new JudgmentLink(key, judgment(middle, leaf, round), 1));
            }
            StageKey root = Stages.key("root", "s" + middle);
            links.put(root, new JudgmentLink(root, judgment(middle, 0, round), LEAVES_OF_EACH));
        }
        return links;
    }

    private static String leafId(int middle, int leaf) {
        return "leaf-%d-%d".formatted(middle, leaf);
    }
}
