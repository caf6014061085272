package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigationListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A judgment below so many executions, each of which waits for the next. It may be opened and closed again and again. */
final class Chain {

    private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    private final Subject subject;
    private final JudgmentNavigationListener listener;
    private final Listeners listeners;
    private final List<Execution> ancestors;
    private Execution leaf;
    private long attempts;

    private Chain(Subject subject, List<Execution> ancestors, Execution leaf) {
        this.subject = subject;
        this.ancestors = ancestors;
        this.leaf = leaf;
        listener = new JudgmentNavigationListener(
                subject.judgments(), execution -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
        listeners = new Listeners(List.of(listener), List.of(listener));
    }

    /** Stores one. */
    static Chain stored(Subject subject, String name, int depth) {
        List<Execution> ancestors = new ArrayList<>();
        Trigger trigger = Trigger.empty();
        for (int i = 0; i < depth; i++) {
            Execution ancestor = execution("%s-%d".formatted(name, i), trigger, stage("call", "pipeline", START));
            subject.executions().save(ancestor);
            ancestors.add(ancestor);
            trigger = Trigger.reference(ancestor.id(), "call");
        }
        Execution leaf = execution(name + "-leaf", trigger, stage("judge", "manualJudgment", START));
        subject.executions().save(leaf);
        return new Chain(subject, ancestors, leaf);
    }

    /** What an engine does before it tells that a judgment waits: the next attempt is stored. */
    void prepare() {
        attempts++;
        Stage judging = stage("judge", "manualJudgment", START.plusMillis(attempts));
        subject.executions().saveStage(leaf.id(), judging);
        leaf = leaf.withStage(judging);
    }

    /** The event that opens it. */
    void open() {
        listeners.beforeStage(leaf, leaf.stages().get(0));
    }

    /** What an engine does before it tells that a judgment has ended. */
    void decide() {
        Stage decided = leaf.stages().get(0).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(START.plusMillis(attempts + 1))
                .build();
        subject.executions().saveStage(leaf.id(), decided);
        leaf = leaf.withStage(decided);
    }

    /** The event that closes it. */
    void close() {
        listeners.afterStage(leaf, leaf.stages().get(0));
    }

    /** On how many stages it shows. */
    int shows() {
        return subject.judgments()
                .links(ancestors.stream().map(Execution::id).toList())
                .size();
    }

    /** How many times it has waited. */
    long attempts() {
        return attempts;
    }

    /** How many of its events failed. */
    long failures() {
        return listener.failures();
    }

    private static Execution execution(String id, Trigger trigger, Stage stage) {
        return Execution.builder(id, "app")
                .name("pipeline of " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(START)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }

    private static Stage stage(String id, String type, Instant start) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(start)
                .build();
    }
}
