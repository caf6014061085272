package dev.leafnode.store.redis;

import dev.leafnode.model.StageKey;

/**
 * A step of a way upward.
 *
 * @param child the execution below
 * @param stage the stage that waits for it, or did
 * @param watches whether the stage only watches it; otherwise its trigger names the stage
 */
record Step(String child, StageKey stage, boolean watches) {

    /** How judgments that do not show through this step note it. */
    String mark() {
        return Lists.join(Lists.write(stage), RedisText.write(child));
    }
}
