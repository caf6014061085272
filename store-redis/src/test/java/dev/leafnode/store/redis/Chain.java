package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Question;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Executions each of which waits for the next one, and a judgment in the last; stored in the order in which an engine
 * stores them: the state first, then the event.
 *
 * @param name what the ids of its executions begin with
 * @param depth how many executions are above the last one
 */
record Chain(String name, int depth) {

    static final String APPLICATION = "application";
    static final String CALL = "call";
    static final String JUDGE = "judge";

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** Stores all executions; nobody is awaited yet. */
    Chain save(ExecutionRepository executions) {
        for (int level = 0; level <= depth; level++) {
            executions.save(execution(level));
            if (level > 0) {
                executions.saveStage(id(level - 1), naming(level));
            }
        }
        return this;
    }

    /** Stores that a human is awaited, and tells of it. */
    Chain begin(RedisStore store) {
        store.executions().saveStage(leaf(), judging());
        store.judgments().open(judgment(), Lineage.stored());
        return this;
    }

    /** Stores that the human has decided, and tells of it. */
    void decide(RedisStore store) {
        store.executions().saveStage(leaf(), decided());
        store.judgments().close(judgment().key(), START.plusSeconds(60));
    }

    /** Stores that every execution has ended, the lowest first. */
    void end(ExecutionRepository executions) {
        for (int level = depth; level >= 0; level--) {
            executions.save(ended(level));
        }
    }

    String id(int level) {
        return name + "-" + level;
    }

    String root() {
        return id(0);
    }

    String leaf() {
        return id(depth);
    }

    List<String> ids() {
        return IntStream.rangeClosed(0, depth).mapToObj(this::id).toList();
    }

    /** The waiting stages, from the root's down. */
    List<StageKey> path() {
        return IntStream.range(0, depth)
                .mapToObj(level -> new StageKey(id(level), CALL))
                .toList();
    }

    Judgment judgment() {
        return new Judgment(
                new JudgmentKey(new StageKey(leaf(), JUDGE), START.toEpochMilli()),
                APPLICATION,
                "pipeline",
                JUDGE,
                Question.NONE,
                START.plus(WaitRules.DEFAULT.judgmentTimeout()));
    }

    Execution execution(int level) {
        Stage stage = level == depth
                ? Stage.builder(JUDGE, "manualJudgment").name(JUDGE).build()
                : calling().build();
        return Execution.builder(id(level), APPLICATION)
                .name("pipeline")
                .status(ExecutionStatus.RUNNING)
                .buildTime(START)
                .trigger(level == 0 ? Trigger.empty() : Trigger.reference(id(level - 1), CALL))
                .stages(List.of(stage))
                .build();
    }

    /** The stage that waits for the execution of a level, and knows it. */
    Stage naming(int level) {
        return calling().context(Map.of("executionId", id(level))).build();
    }

    Stage judging() {
        return Stage.builder(JUDGE, "manualJudgment")
                .name(JUDGE)
                .status(ExecutionStatus.RUNNING)
                .startTime(START)
                .build();
    }

    private Stage decided() {
        return judging().toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(START.plusSeconds(60))
                .build();
    }

    private Execution ended(int level) {
        Stage stage = level == depth
                ? decided()
                : naming(level + 1).toBuilder()
                        .status(ExecutionStatus.SUCCEEDED)
                        .endTime(START.plusSeconds(60))
                        .build();
        return execution(level).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(START.plusSeconds(60))
                .stages(List.of(stage))
                .build();
    }

    private static Stage.Builder calling() {
        return Stage.builder(CALL, "pipeline").status(ExecutionStatus.RUNNING).startTime(START);
    }
}
