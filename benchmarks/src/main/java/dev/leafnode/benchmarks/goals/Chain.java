package dev.leafnode.benchmarks.goals;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
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

/** So many executions, each of which waits for the next, and below the last of them one judgment after the other. */
final class Chain {

    private final Subject subject;
    private final JudgmentNavigationListener listener;
    private final Listeners listeners;
    private final List<String> ancestors;
    private final String name;
    private final Trigger trigger;
    private Execution leaf;
    private long attempts;

    private Chain(Subject subject, String name, List<String> ancestors, Trigger trigger) {
        this.subject = subject;
        this.name = name;
        this.ancestors = ancestors;
        this.trigger = trigger;
        leaf = nextLeaf();
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
        return new Chain(subject, name, ancestors, trigger);
    }

    /** What an engine does before it tells that a judgment waits: its execution is stored. */
    void prepare() {
        attempts++;
        leaf = nextLeaf();
        subject.executions().save(leaf);
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

    /** The stages that wait for it, the parent's first. */
    List<StageKey> way() {
        List<StageKey> way = new ArrayList<>();
        ancestors.forEach(id -> way.add(0, new StageKey(id, "call")));
        return way;
    }

    /** The execution that it belongs to, as the engine has it. */
    Execution leaf() {
        return leaf;
    }

    /** The judgment that waits, or was decided last. */
    JudgmentKey key() {
        return Runs.key(leaf);
    }

    /** How many judgments there were. */
    long attempts() {
        return attempts;
    }

    /** How many of its events failed. */
    long failures() {
        return listener.failures();
    }

    private Execution nextLeaf() {
        return Runs.execution(
                name + "-leaf-" + attempts, trigger, List.of(Runs.judging(Runs.START.plusMillis(attempts))));
    }
}
