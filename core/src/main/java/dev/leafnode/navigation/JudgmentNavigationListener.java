package dev.leafnode.navigation;

import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Task;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a judgment when a stage starts waiting for a human and closes it when the wait ends.
 *
 * <ol>
 *   <li>Open: when a task of a judgment starts, or the judgment itself when it has no tasks. A stage with tasks may
 *       have to pass an execution window first; its task runs when it waits.
 *   <li>Close: when the last task of a judgment ends, when the judgment ends, when its execution ends.
 *   <li>Cut: when a stage that waits for executions ends, or its execution does.
 * </ol>
 *
 * <p>Of an engine that keeps its executions itself, nobody else looks at what it stores. So there,
 *
 * <ul>
 *   <li>a judgment is opened as the engine has stored it by then: events come late, and what they carry may be stale;
 *   <li>the way upward is looked at again after it was written: a stage on it may have ended meanwhile;
 *   <li>a stage that starts to wait for executions, once more or for some that run already, is cut from what it waited
 *       for before and linked to what is open below those it names.
 * </ul>
 *
 * <p>An event about any other stage costs no statement. Nothing is ever thrown: a failure is logged with its ids (the
 * first one since the last success as a warning, the others at debug level) and counted, and the engine goes on.
 */
public final class JudgmentNavigationListener implements StageListener, ExecutionListener {

    private final JudgmentRepository judgments;
    private final @Nullable ExecutionLookup engine;
    private final LineageSource lineages;
    private final WaitRules rules;
    private final InstantSource clock;
    private final Calls calls;

    /** A listener that calls the store on the engine's thread, for as long as that takes. */
    public JudgmentNavigationListener(
            JudgmentRepository judgments, LineageSource lineages, WaitRules rules, InstantSource clock) {
        this(judgments, lineages, rules, clock, Isolation.none());
    }

    /** A listener where the store keeps the executions, too. */
    public JudgmentNavigationListener(
            JudgmentRepository judgments,
            LineageSource lineages,
            WaitRules rules,
            InstantSource clock,
            Isolation isolation) {
        this(judgments, null, lineages, rules, clock, isolation);
    }

    /**
     * A listener where the engine keeps its executions itself, or where the store does.
     *
     * @param engine finds them where the engine keeps them; null where the store does
     */
    public JudgmentNavigationListener(
            JudgmentRepository judgments,
            @Nullable ExecutionLookup engine,
            LineageSource lineages,
            WaitRules rules,
            InstantSource clock,
            Isolation isolation) {
        this.judgments = judgments;
        this.engine = engine;
        this.lineages = lineages;
        this.rules = rules;
        this.clock = clock;
        calls = new Calls(isolation);
    }

    /** How many events could not be handled since this listener was made. */
    public long failures() {
        return calls.failures();
    }

    @Override
    public void beforeStage(Execution execution, Stage stage) {
        if (rules.isJudgment(stage) && stage.tasks().isEmpty()) {
            open(execution, stage);
        } else if (engine != null && rules.isParent(stage)) {
            calls.make("link judgments", execution, stage.id(), () -> startNow(execution, stage, engine));
        }
    }

    @Override
    public void beforeTask(Execution execution, Stage stage, Task task) {
        if (rules.isJudgment(stage)) {
            open(execution, stage);
        }
    }

    @Override
    public void afterTask(Execution execution, Stage stage, Task task) {
        if (rules.isJudgment(stage) && task.status().isComplete() && isLast(task, stage)) {
            close(execution, stage);
        }
    }

    @Override
    public void afterStage(Execution execution, Stage stage) {
        if (rules.isJudgment(stage)) {
            close(execution, stage);
        } else if (rules.isParent(stage)) {
            cut(execution, stage);
        }
    }

    /** One call, so that the engine waits for all stages together no longer than for one. */
    @Override
    public void afterExecution(Execution execution) {
        List<Stage> affected = execution.stages().stream()
                .filter(stage -> stage.startTime() != null && stage.startTime().toEpochMilli() >= 0)
                .filter(stage -> rules.isJudgment(stage) || rules.awaitsExecutions(stage))
                .toList();
        if (!affected.isEmpty()) {
            calls.make(
                    "end all waits",
                    execution,
                    "all stages",
                    () -> affected.forEach(stage -> {
                        if (rules.isJudgment(stage)) {
                            closeNow(execution, stage);
                        } else {
                            cutNow(execution, stage);
                        }
                    }));
        }
    }

    private static boolean isLast(Task task, Stage stage) {
        return stage.tasks().stream()
                .allMatch(
                        other -> other.id().equals(task.id()) || other.status().isComplete());
    }

    private void open(Execution execution, Stage stage) {
        if (rules.awaitsHuman(execution, stage)) {
            calls.make("open a judgment", execution, stage.id(), () -> openNow(execution, stage));
        }
    }

    private void openNow(Execution execution, Stage stage) {
        if (engine == null) {
            judgments.open(judgment(execution, stage), lineages.of(execution));
            return;
        }
        engine.find(execution.id())
                .ifPresent(stored -> stored.stage(stage.id())
                        .filter(now -> rules.awaitsHuman(stored, now))
                        .ifPresent(now -> link(judgment(stored, now), stored)));
    }

    private void link(Judgment judgment, Execution leaf) {
        Lineage lineage = lineages.of(leaf);
        judgments.open(judgment, lineage);
        if (lineage instanceof Lineage.Known before
                && !before.ancestors().isEmpty()
                && lineages.of(leaf) instanceof Lineage.Known after) {
            before.stages().stream()
                    .filter(stage -> !after.stages().contains(stage))
                    .findFirst()
                    .ifPresent(ended ->
                            judgments.cut(ended, latest(now(), judgment.key().since())));
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What is open below the executions that a stage names when it starts is linked, whoever opened it. */
    private void startNow(Execution execution, Stage stage, ExecutionLookup engine) {
        judgments.cut(key(execution, stage), startOf(stage));
        for (String child : rules.awaitedExecutions(stage)) {
            AllPages.forEach(
                    judgments,
                    JudgmentQuery.blocking(child),
                    waiting -> engine.find(waiting.judgment().key().stage().executionId())
                            .ifPresent(leaf -> link(waiting.judgment(), leaf)));
        }
    }

    private Judgment judgment(Execution execution, Stage stage) {
        return rules.judgment(LeafState.JUDGMENT, execution, stage)
                .orElseThrow(() -> new IllegalArgumentException(
                        "stage %s: expected a start time from 1970 on, which names the attempt, got %s"
                                .formatted(key(execution, stage), stage.startTime())));
    }

    private void close(Execution execution, Stage stage) {
        calls.make("close a judgment", execution, stage.id(), () -> closeNow(execution, stage));
    }

    private void closeNow(Execution execution, Stage stage) {
        Instant at = endOf(execution, stage);
        Instant attempt = stage.startTime() == null ? at : stage.startTime();
        judgments.close(new JudgmentKey(key(execution, stage), attempt.toEpochMilli()), at);
    }

    private void cut(Execution execution, Stage stage) {
        calls.make("cut judgments", execution, stage.id(), () -> cutNow(execution, stage));
    }

    private void cutNow(Execution execution, Stage stage) {
        judgments.cut(key(execution, stage), endOf(execution, stage));
    }

    private Instant startOf(Stage stage) {
        return stage.startTime() == null ? now() : stage.startTime();
    }

    private Instant endOf(Execution execution, Stage stage) {
        if (stage.endTime() != null) {
            return stage.endTime();
        }
        if (execution.endTime() != null) {
            return execution.endTime();
        }
        return now();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static StageKey key(Execution execution, Stage stage) {
        return new StageKey(execution.id(), stage.id());
    }
}
