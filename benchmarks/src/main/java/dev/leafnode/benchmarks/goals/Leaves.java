package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigationListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** New leaves again and again, each of which waits once, spread over several chains of executions. */
final class Leaves {

    private final Subject subject;
    private final String name;
    private final List<List<StageKey>> ways;
    private final JudgmentNavigationListener listener;
    private final Listeners listeners;
    private AtomicReferenceArray<Execution> leaves = new AtomicReferenceArray<>(0);
    private int round;

    private Leaves(Subject subject, String name, List<List<StageKey>> ways) {
        this.subject = subject;
        this.name = name;
        this.ways = ways;
        listener = new JudgmentNavigationListener(
                subject.judgments(), execution -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
        listeners = new Listeners(List.of(listener), List.of(listener));
    }

    /** Stores so many chains, whose ids start with that name. */
    static Leaves below(Subject subject, String name, int chains, int depth) {
        List<List<StageKey>> ways = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            List<StageKey> way = new ArrayList<>();
            Trigger trigger = Trigger.empty();
            for (int i = 0; i < depth; i++) {
                String id = "%s-%d-%d".formatted(name, chain, i);
                Stage calling = Runs.calling(Runs.START);
                subject.executions().save(Runs.execution(id, trigger, List.of(calling)));
                way.add(new StageKey(id, calling.id()));
                trigger = Runs.calledBy(id);
            }
            Collections.reverse(way);
            ways.add(List.copyOf(way));
        }
        return new Leaves(subject, name, ways);
    }

    /** The engine stores so many new leaves. */
    void prepare(Crowd crowd, int count) throws Exception {
        round++;
        leaves = new AtomicReferenceArray<>(count);
        long unused = crowd.run(count, i -> {
            Stage judging = Runs.judging(Runs.START.plusMillis(round));
            Execution leaf = Runs.execution(
                    "%s-leaf-%d-%d".formatted(name, round, i),
                    Runs.calledBy(way(i).get(0).executionId()),
                    List.of(judging));
            subject.executions().save(leaf);
            leaves.set(i, leaf);
        });
    }

    /** The event that opens one. */
    void open(int i) {
        Execution leaf = leaves.get(i);
        listeners.beforeStage(leaf, leaf.stages().get(0));
    }

    /** The engine stores that all have ended. */
    void decide(Crowd crowd, int count) throws Exception {
        long unused = crowd.run(count, i -> {
            Execution leaf = leaves.get(i);
            Stage decided = leaf.stages().get(0).toBuilder()
                    .status(ExecutionStatus.SUCCEEDED)
                    .endTime(Runs.START.plusMillis(round + 1))
                    .build();
            subject.executions().saveStage(leaf.id(), decided);
            leaves.set(i, leaf.withStage(decided));
        });
    }

    /** The event that closes one. */
    void close(int i) {
        Execution leaf = leaves.get(i);
        listeners.afterStage(leaf, leaf.stages().get(0));
    }

    /** The stages above one, from its parent. */
    List<StageKey> way(int i) {
        return ways.get(i % ways.size());
    }

    /** The judgment of one. */
    JudgmentKey key(int i) {
        Execution leaf = leaves.get(i);
        return Runs.key(leaf);
    }

    /** How many events failed. */
    long failures() {
        return listener.failures();
    }
}
