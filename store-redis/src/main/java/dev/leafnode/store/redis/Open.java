package dev.leafnode.store.redis;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An open judgment.
 *
 * @param judgment the judgment
 * @param tag the tag of its tree
 * @param paused whether its execution is paused
 * @param opening tells two times apart at which the same attempt was opened
 * @param lineage the stages above it, nearest first, where it was opened with them; empty where the tree knows them
 * @param told what it was opened with of those
 * @param kept whether the tree knows them
 * @param cuts the steps through which it does not show, as they are written in Redis
 */
record Open(
        Judgment judgment,
        String tag,
        boolean paused,
        String opening,
        List<StageKey> lineage,
        Map<StageKey, Ancestor> told,
        boolean kept,
        Set<String> cuts) {

    static Open read(String tag, String stage, String value, boolean paused) {
        Values values = Values.read(value);
        String deadline = values.get("v");
        Judgment judgment = new Judgment(
                new JudgmentKey(Lists.readStage(stage), Long.parseLong(values.require("a"))),
                RedisText.read(values.require("p")),
                values.text("n"),
                values.text("m"),
                Told.question(values.get("q")),
                deadline == null ? null : Told.instant(deadline));
        String lineage = values.get("l");
        String cuts = values.get("u");
        return new Open(
                judgment,
                tag,
                paused,
                values.require("o"),
                lineage == null
                        ? List.of()
                        : Lists.read(lineage).stream().map(Lists::readStage).toList(),
                Told.ancestors(values.get("t")),
                values.flag("k"),
                cuts == null ? Set.of() : new HashSet<>(Lists.read(cuts)));
    }

    /** The key of a judgment as it is stored, whose first line is its attempt. */
    static JudgmentKey key(String stage, String value) {
        int end = value.indexOf('\n');
        return new JudgmentKey(Lists.readStage(stage), Long.parseLong(value, "a=".length(), end, 10));
    }

    /** How a judgment is stored. */
    static Values write(Judgment judgment, String opening) {
        Instant deadline = judgment.deadline();
        return new Values()
                .put("a", judgment.key().attempt())
                .put("o", opening)
                .putText("p", judgment.application())
                .putText("n", judgment.pipeline())
                .putText("m", judgment.stageName())
                .put("q", Told.write(judgment.question()))
                .put("v", deadline == null ? null : deadline.toEpochMilli());
    }

    /** How it stands in the inbox. */
    Entry entry() {
        return new Entry(
                key().attempt(), Lists.write(key().stage()), tag, opening, RedisText.write(judgment.application()));
    }

    JudgmentKey key() {
        return judgment.key();
    }

    String executionId() {
        return key().stage().executionId();
    }

    boolean isCutAt(Step step) {
        return cuts.contains(step.mark());
    }
}
