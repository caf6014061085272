package dev.leafnode.web;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How open judgments stand in JSON. Times are milliseconds since the epoch, as in executions. */
final class JudgmentViews {

    private JudgmentViews() {}

    static List<Map<String, @Nullable Object>> all(List<WaitingJudgment> judgments, Access access) {
        List<Map<String, @Nullable Object>> views = new ArrayList<>();
        judgments.forEach(waiting -> views.add(one(waiting, access)));
        return views;
    }

    static Map<String, @Nullable Object> one(WaitingJudgment waiting, Access access) {
        Judgment judgment = waiting.judgment();
        StageKey stage = judgment.key().stage();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("executionId", stage.executionId());
        view.put("stageId", stage.stageId());
        view.put("attempt", judgment.key().attempt());
        view.put("application", judgment.application());
        view.put("pipeline", judgment.pipeline());
        view.put("stage", judgment.stageName());
        view.put("instructions", judgment.question().instructions());
        view.put("inputs", judgment.question().inputs());
        view.put("requiredRoles", judgment.question().requiredRoles());
        view.put("waitingSince", judgment.key().attempt());
        view.put("deadline", deadline(waiting, access));
        view.put("paused", waiting.paused());
        view.put("canJudge", access.judges(judgment.audience()));
        view.put("path", path(waiting.ancestors(), access));
        return view;
    }

    /** When, and which stage gives up then, unless that may not be seen. */
    private static @Nullable Map<String, @Nullable Object> deadline(WaitingJudgment waiting, Access access) {
        Deadline deadline = waiting.deadline();
        if (deadline == null) {
            return null;
        }
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at", deadline.at().toEpochMilli());
        if (isReadable(deadline.stage(), waiting, access)) {
            view.put("executionId", deadline.stage().executionId());
            view.put("stageId", deadline.stage().stageId());
        }
        return view;
    }

    private static boolean isReadable(StageKey stage, WaitingJudgment waiting, Access access) {
        return access.isUnrestricted()
                || stage.equals(waiting.judgment().key().stage())
                || waiting.ancestors().stream()
                        .anyMatch(ancestor ->
                                ancestor.stage().equals(stage) && access.readsIfKnown(ancestor.application()));
    }

    /** From the root to the parent; of what may not be seen only that it is there. */
    private static List<Map<String, @Nullable Object>> path(List<Ancestor> ancestors, Access access) {
        List<Map<String, @Nullable Object>> path = new ArrayList<>();
        for (Ancestor ancestor : ancestors) {
            Map<String, @Nullable Object> step = new LinkedHashMap<>();
            if (access.readsIfKnown(ancestor.application())) {
                step.put("executionId", ancestor.stage().executionId());
                step.put("stageId", ancestor.stage().stageId());
                step.put("application", ancestor.application());
                step.put("pipeline", ancestor.pipeline());
                step.put("stage", ancestor.stageName());
            } else {
                step.put("hidden", true);
            }
            path.add(step);
        }
        return path;
    }
}
