package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Question;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the parts of the kit have in common: the repositories under test and small families of executions. */
abstract class Contract {

    private static final int STEPS_TOLD = 15;

    private final Kit kit;

    /** When every test begins: now, so that no store takes what happens for long past. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Contract(Kit kit) {
        this.kit = kit;
    }

    final ExecutionRepository executions() {
        return kit.executions().get();
    }

    final JudgmentRepository judgments() {
        return leaves(LeafState.JUDGMENT);
    }

    final JudgmentRepository leaves(LeafState state) {
        return kit.leaves().apply(state);
    }

    final World world(String name) {
        return new World(name, new DirectSite(executions(), judgments(), kit.surface()), STEPS_TOLD);
    }

    /** So many milliseconds after the start. */
    final Instant at(long millis) {
        return start.plusMillis(millis);
    }

    /** A running execution whose stages all run since the start. */
    final Execution execution(String id, Trigger trigger, Stage... stages) {
        return Execution.builder(id, "app")
                .name("pipeline of " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(start)
                .startTime(start)
                .trigger(trigger)
                .stages(Arrays.stream(stages)
                        .map(stage -> Stages.running(stage, start))
                        .toList())
                .build();
    }

    final Execution saved(Execution execution) {
        executions().save(execution);
        return execution;
    }

    final Execution saved(String id, Trigger trigger, Stage... stages) {
        return saved(execution(id, trigger, stages));
    }

    final Execution saved(String id, Stage... stages) {
        return saved(id, Trigger.empty(), stages);
    }

    /** Saves a chain, root first: every execution has stages "call", which started the next one, and "judge". */
    final void chain(String... ids) {
        Trigger trigger = Trigger.empty();
        for (String id : ids) {
            saved(id, trigger, Stages.pipeline("call"), Stages.judgment("judge"));
            trigger = Trigger.reference(id, "call");
        }
    }

    static StageKey call(String executionId) {
        return Stages.key(executionId, "call");
    }

    /** The judgment of stage "judge" of an execution, in the attempt that began so long after the start. */
    final Judgment judge(String executionId, long attempt) {
        return judgment(Stages.key(executionId, "judge"), attempt);
    }

    final Judgment judgment(StageKey stage, long attempt) {
        return new Judgment(
                new JudgmentKey(stage, at(attempt).toEpochMilli()),
                "app",
                "pipeline of " + stage.executionId(),
                "the manualJudgment " + stage.stageId(),
                Question.of(Stages.judgment(stage.stageId())),
                at(attempt).plus(WaitRules.DEFAULT.judgmentTimeout()));
    }

    final boolean opens(Judgment judgment) {
        return judgments().open(judgment, Lineage.stored());
    }

    final Judgment opened(Judgment judgment) {
        assertThat(opens(judgment)).as("open of %s", judgment).isTrue();
        return judgment;
    }

    /** What a stage shows, if it shows anything. */
    final Optional<JudgmentLink> shownOn(StageKey stage) {
        List<JudgmentLink> links = judgments().links(List.of(stage.executionId())).stream()
                .filter(link -> link.ancestor().equals(stage))
                .toList();
        assertThat(links)
                .as("applications of links on %s", stage)
                .extracting(JudgmentLink::application)
                .doesNotHaveDuplicates();
        return links.stream().reduce(JudgmentLink::and);
    }

    /** The stages of these executions that show something. */
    final List<StageKey> showing(String... executionIds) {
        return judgments().links(List.of(executionIds)).stream()
                .map(JudgmentLink::ancestor)
                .distinct()
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    final List<Shown> waiting() {
        return Shown.of(Pages.all(judgments(), JudgmentQuery.all()));
    }

    final List<Judgment> inbox() {
        return waiting().stream().map(Shown::judgment).toList();
    }

    final List<Judgment> blocking(String executionId) {
        return Pages.all(judgments(), JudgmentQuery.blocking(executionId)).stream()
                .map(WaitingJudgment::judgment)
                .toList();
    }
}
