package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More leaves than anybody looks at. */
abstract class CrowdScenario extends Contract {

    private static final int MANY = 1_001;

    CrowdScenario(Kit kit) {
        super(kit);
    }

    @Test
    @Tag("heavy")
    void a_thousand_and_one_leaves_wait_below_one_root() {
        World world = world("1,001 leaves");
        Engine engine = new Engine(world);
        StageKey several = key("root", "several");
        List<StageKey> leaves = new ArrayList<>();
        world.step("the root and its leaves start and wait", () -> {
            engine.starts("root", Stages.ofType("runMultiplePipelines", "several"));
            for (int leaf = 0; leaf < MANY; leaf++) {
                leaves.add(key("leaf-" + leaf, "judge"));
                engine.startsChildByReference("leaf-" + leaf, several, Stages.judgment("judge"));
                engine.startsStage(key("leaf-" + leaf, "judge"));
            }
        });
        assertThat(shownOn(several).map(JudgmentLink::count)).contains(MANY);
        engine.continues(key("leaf-0", "judge"));
        world.step("every twentieth leaf is continued", () -> {
            for (int leaf = 1; leaf < MANY; leaf += 20) {
                engine.continues(leaves.get(leaf));
            }
        });
        engine.endsStage(several, ExecutionStatus.CANCELED);
    }
}
