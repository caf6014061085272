package dev.leafnode.store.tck;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.util.List;

/** An open judgment and the stages that it shows on, by their ids alone. */
record Shown(Judgment judgment, List<StageKey> path, boolean paused) {

    Shown(Judgment judgment, List<StageKey> path) {
        this(judgment, path, false);
    }

    static List<Shown> of(List<WaitingJudgment> judgments) {
        return judgments.stream()
                .map(waiting -> new Shown(waiting.judgment(), waiting.path(), waiting.paused()))
                .toList();
    }
}
