package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How pending judgments are found without navigation: up to 100 executions of an application that run are loaded with all
 * their stages, and those are looked through.
 *
 * @param application whose judgments are looked for
 */
record Scan(ExecutionRepository executions, String application) {

    private static final int MOST = 100;

    /**
     * Stores an application with as many executions as are loaded, each started by another application's, of which each
     * second one waits for a human.
     */
    static Scan stored(Subject subject, String application, Load load) {
        for (int i = 0; i < MOST; i++) {
            String id = "%s-%03d".formatted(application, i);
            Instant start = Runs.START.plusSeconds(i);
            String parent = "%s-parent-%03d".formatted(application, i);
            subject.executions().save(Runs.execution(parent, Trigger.empty(), List.of(Runs.calling(start))));
            List<Stage> stages = new ArrayList<>(load.ended(id, start));
            stages.add(i % 2 == 0 ? Runs.judging(start) : Runs.working(start));
            Execution execution = Execution.builder(id, application)
                    .name("pipeline of " + id)
                    .status(ExecutionStatus.RUNNING)
                    .buildTime(start)
                    .trigger(Runs.calledBy(parent))
                    .stages(stages)
                    .build();
            subject.executions().save(execution);
            if (i % 2 == 0) {
                subject.judgments()
                        .open(
                                WaitRules.DEFAULT
                                        .judgment(LeafState.JUDGMENT, execution, stages.get(stages.size() - 1))
                                        .orElseThrow(),
                                Lineage.stored());
            }
        }
        return new Scan(subject.executions(), application);
    }

    /** The judgments that it finds, the longest-waiting first. */
    List<JudgmentKey> find() {
        ExecutionQuery running = ExecutionQuery.ofApplication(application)
                .withStatuses(Set.of(ExecutionStatus.RUNNING))
                .withLinks(false)
                .withLimit(MOST);
        return executions.search(running).executions().stream()
                .flatMap(Scan::judgments)
                .sorted()
                .toList();
    }

    private static Stream<JudgmentKey> judgments(Execution execution) {
        return execution.stages().stream()
                .filter(stage -> WaitRules.DEFAULT.awaitsHuman(execution, stage))
                .map(stage -> WaitRules.DEFAULT
                        .judgment(LeafState.JUDGMENT, execution, stage)
                        .orElseThrow()
                        .key());
    }
}
