package dev.leafnode.navigation;

import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Shows a state other than a judgment on the ancestors of the stage that is in it, in a repository of its own. What an
 * event says of a stage is compared with what is shown of it: one read for an event, and one more call for what
 * changed. A state that comes or goes without an event, as every pause does, is found by the {@link Reconciler}.
 *
 * <p>Nothing is ever thrown: a failure is logged with its ids and counted, and the engine goes on.
 */
public final class LeafStateListener implements StageListener, ExecutionListener {

    private final LeafState state;
    private final JudgmentRepository shown;
    private final LineageSource lineages;
    private final WaitRules rules;
    private final InstantSource clock;
    private final Calls calls;

    /**
     * Makes a listener for one state.
     *
     * @param shown keeps what is in that state and nothing else
     * @throws IllegalArgumentException for judgments, which have a listener of their own
     */
    public LeafStateListener(
            LeafState state,
            JudgmentRepository shown,
            LineageSource lineages,
            WaitRules rules,
            InstantSource clock,
            Isolation isolation) {
        if (state == LeafState.JUDGMENT) {
            throw new IllegalArgumentException("state: expected another one than JUDGMENT, got JUDGMENT");
        }
        this.state = state;
        this.shown = shown;
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
        compare(execution, List.of(stage), stage.id());
    }

    @Override
    public void afterStage(Execution execution, Stage stage) {
        calls.make("compare " + state, execution, stage.id(), () -> {
            compareNow(execution, List.of(stage));
            if (rules.isParent(stage)) {
                shown.cut(new StageKey(execution.id(), stage.id()), now());
            }
        });
    }

    @Override
    public void afterExecution(Execution execution) {
        compare(execution, execution.stages(), "all stages");
    }

    private void compare(Execution execution, List<Stage> stages, String what) {
        calls.make("compare " + state, execution, what, () -> compareNow(execution, stages));
    }

    private void compareNow(Execution execution, List<Stage> stages) {
        List<WaitingJudgment> known = shown.search(
                        JudgmentQuery.blocking(execution.id()).withLimit(JudgmentQuery.MAX_LIMIT))
                .judgments();
        stages.forEach(stage -> compare(execution, stage, known));
    }

    private void compare(Execution execution, Stage stage, List<WaitingJudgment> known) {
        StageKey key = new StageKey(execution.id(), stage.id());
        Optional<Judgment> open = known.stream()
                .map(WaitingJudgment::judgment)
                .filter(judgment -> judgment.key().stage().equals(key))
                .findFirst();
        Optional<Judgment> now = rules.judgment(state, execution, stage).filter(judgment -> isNews(execution));
        if (now.isPresent()) {
            if (!now.equals(open)) {
                shown.open(now.get(), lineages.of(execution));
            }
        } else {
            open.ifPresent(ended -> shown.close(ended.key(), now()));
        }
    }

    /** A failure in an execution that has ended and that nobody started is nobody's to wait for. */
    private boolean isNews(Execution execution) {
        return state != LeafState.FAILED
                || !execution.status().isComplete()
                || execution.trigger().parent().isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
