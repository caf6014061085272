package dev.leafnode.benchmarks.goals;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigationListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A judgment below so many executions, each of which waits for the next. It may be opened and closed again and again. */
final class Chain {

    private final Subject subject;
    private final JudgmentNavigationListener listener;
    private final Listeners listeners;
    private final List<String> ancestors;
    private Execution leaf;
    private long attempts;

    private Chain(Subject subject, List<String> ancestors, Execution leaf) {
        this.subject = subject;
        this.ancestors = ancestors;
        this.leaf = leaf;
        listener = new JudgmentNavigationListener(
                subject.judgments(), execution -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
        listeners = new Listeners(List.of(listener), List.of(listener));
    }

    /** Stores one. */
    static Chain stored(Subject subject, String name, int depth) {
        return stored(subject, name, depth, Load.NONE);
    }

    /** Stores one whose ancestors carry so much. */
    static Chain stored(Subject subject, String name, int depth, Load load) {
        List<String> ancestors = new ArrayList<>();
        Trigger trigger = Trigger.empty();
        for (int i = 0; i < depth; i++) {
            String id = "%s-%d".formatted(name, i);
            List<Stage> stages = new ArrayList<>(load.ended(id, Runs.START));
            stages.add(Runs.calling(Runs.START).toBuilder()
                    .context(load.context(id))
                    .build());
            subject.executions().save(Runs.execution(id, trigger, stages));
            ancestors.add(id);
            trigger = Runs.calledBy(id);
        }
        Stage later = Runs.judging(Runs.START).toBuilder()
                .status(ExecutionStatus.NOT_STARTED)
                .startTime(null)
                .build();
        Execution leaf = Runs.execution(name + "-leaf", trigger, List.of(later));
        subject.executions().save(leaf);
        return new Chain(subject, ancestors, leaf);
    }

    /** What an engine does before it tells that a judgment waits: the next attempt is stored. */
    void prepare() {
        attempts++;
        Stage judging = Runs.judging(Runs.START.plusMillis(attempts));
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
                .endTime(Runs.START.plusMillis(attempts + 1))
                .build();
        subject.executions().saveStage(leaf.id(), decided);
        leaf = leaf.withStage(decided);
    }

    /** The event that closes it. */
    void close() {
        listeners.afterStage(leaf, leaf.stages().get(0));
    }

    /** How much shows on the stages above it, this one and others: the sum of what each says. */
    int shown() {
        return subject.judgments().links(ancestors).stream()
                .mapToInt(JudgmentLink::count)
                .sum();
    }

    /** The stages above it on which something shows. */
    Set<StageKey> shownOn() {
        return subject.judgments().links(ancestors).stream()
                .map(JudgmentLink::ancestor)
                .collect(toSet());
    }

    /** The executions above it, the root first. */
    List<String> ancestors() {
        return List.copyOf(ancestors);
    }

    /** The execution that it belongs to, as the engine has it. */
    Execution leaf() {
        return leaf;
    }

    /** How many times it has waited. */
    long attempts() {
        return attempts;
    }

    /** How many of its events failed. */
    long failures() {
        return listener.failures();
    }
}
