package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ancestors that a trigger tells: its parent, and those that nest in the snapshot of the parent. */
final class Ancestors {

    private Ancestors() {}

    /** Their ids as they are written in Redis, from the parent up. */
    static List<String> of(Execution execution) {
        List<String> ids = new ArrayList<>();
        @Nullable Execution below = execution;
        while (below != null && ids.size() < Lineage.MAX_DEPTH) {
            Optional<StageKey> parent = below.trigger().parent();
            parent.ifPresent(stage -> ids.add(RedisText.write(stage.executionId())));
            below = parent.isPresent() ? below.trigger().parentExecution() : null;
        }
        return ids;
    }
}
