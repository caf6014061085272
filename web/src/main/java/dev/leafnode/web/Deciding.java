package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a decision to the engine.
 *
 * <ol>
 *   <li>The one open judgment that is meant is found, among those that the caller may read. One that is named and not
 *       open here is looked for in its execution.
 *   <li>The caller must be allowed to decide it, must mean the attempt that is open, and choose one of its answers.
 *   <li>The engine compares once more and decides; of several callers it accepts one.
 * </ol>
 */
final class Deciding {

    /** As many judgments as an answer lists to choose from. */
    private static final int MOST_LISTED = 50;

    private final Inbox inbox;
    private final Blocked blocked;
    private final JudgmentDecider decider;
    private final @Nullable ExecutionLookup executions;
    private final WaitRules rules;
    private final InstantSource clock;

    Deciding(
            Inbox inbox,
            Blocked blocked,
            JudgmentDecider decider,
            @Nullable ExecutionLookup executions,
            WaitRules rules,
            InstantSource clock) {
        this.inbox = inbox;
        this.blocked = blocked;
        this.decider = decider;
        this.executions = executions;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Decides and returns how the judgment stands then.
     *
     * @throws ProblemException if it is not decided by this call
     */
    Map<String, @Nullable Object> decide(Wanted wanted, Access access) {
        Judgment judgment = meant(wanted, access);
        requireAllowed(judgment, access);
        requireSeen(judgment.key(), wanted.attempt());
        requireOffered(judgment, wanted.input());
        String leaf = judgment.key().stage().executionId();
        JudgmentDecider.Outcome outcome = decided(new Decision(
                        judgment.key(),
                        wanted.verdict(),
                        wanted.input(),
                        wanted.comment(),
                        access.caller().name(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .orElseThrow(() -> notFound(judgment.key().stage()));
        Map<String, @Nullable Object> state = StageState.of(leaf, outcome.stage());
        if (!outcome.accepted()) {
            throw over(judgment.key().stage(), state);
        }
        return state;
    }

    /** What the engine throws is its own fault, whatever it throws, and not the caller's. */
    private Optional<JudgmentDecider.Outcome> decided(Decision decision) {
        try {
            return decider.decide(decision);
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "judgment %s: the engine could not decide it"
                            .formatted(decision.judgment().stage()),
                    failure);
        }
    }

    private Judgment meant(Wanted wanted, Access access) {
        return wanted.stageId() == null
                ? onlyOne(wanted.executionId(), access)
                : named(new StageKey(wanted.executionId(), wanted.stageId()), wanted.below(), access);
    }

    private Judgment onlyOne(String executionId, Access access) {
        JudgmentPage page = blocked.by(JudgmentQuery.blocking(executionId).withLimit(MOST_LISTED), executionId, access);
        if (page.judgments().isEmpty()) {
            throw ProblemException.conflict(
                    "execution %s: expected an open judgment in it or below, found none".formatted(executionId),
                    Map.of("judgments", List.of()));
        }
        if (page.judgments().size() > 1) {
            throw ProblemException.ambiguous(
                    "execution %s: expected one open judgment in it or below, found several; name one of them"
                            .formatted(executionId),
                    Map.of("judgments", JudgmentViews.all(page.judgments(), access), "truncated", page.next() != null));
        }
        return page.judgments().get(0).judgment();
    }

    /** Below what may not be read nothing is found, just as below what is not there. */
    private Judgment named(StageKey stage, String below, Access access) {
        Optional<Judgment> open = blocked.isReadable(below, access) ? open(stage, below, access) : Optional.empty();
        if (open.isPresent()) {
            return open.get();
        }
        Judgment stored = stored(stage, access);
        if (!below.equals(stage.executionId())) {
            throw ProblemException.notFound(
                    "judgment %s: expected one that execution %s waits for, found that it does not"
                            .formatted(stage, below));
        }
        return stored;
    }

    private Optional<Judgment> open(StageKey stage, String below, Access access) {
        JudgmentQuery query = JudgmentQuery.blocking(below).withLimit(JudgmentQuery.MAX_LIMIT);
        JudgmentPage page;
        do {
            page = inbox.readable(query, access);
            Optional<Judgment> found = page.judgments().stream()
                    .map(WaitingJudgment::judgment)
                    .filter(judgment -> judgment.key().stage().equals(stage))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            query = query.withPageToken(page.next());
        } while (page.next() != null);
        return Optional.empty();
    }

    /** What is not open here may wait all the same: an event may have been lost, and nobody is to wait for that. */
    private Judgment stored(StageKey key, Access access) {
        Execution execution = readable(key.executionId(), access).orElseThrow(() -> notFound(key));
        Stage stage = execution.stage(key.stageId()).filter(rules::isJudgment).orElseThrow(() -> notFound(key));
        return rules.judgment(LeafState.JUDGMENT, execution, stage)
                .orElseThrow(() -> over(key, StageState.of(key.executionId(), stage)));
    }

    private Optional<Execution> readable(String executionId, Access access) {
        return executions == null
                ? Optional.empty()
                : executions.find(executionId).filter(execution -> access.reads(execution.application()));
    }

    private static void requireAllowed(Judgment judgment, Access access) {
        if (!access.judges(judgment.audience())) {
            String who = access.caller().name();
            throw ProblemException.forbidden("judgment %s: expected somebody who may decide in %s%s, got %s"
                    .formatted(
                            judgment.key().stage(),
                            judgment.application(),
                            judgment.question().requiredRoles().isEmpty()
                                    ? ""
                                    : " with one of the roles "
                                            + judgment.question().requiredRoles(),
                            who == null ? "nobody who is authenticated" : who));
        }
    }

    private static void requireSeen(JudgmentKey open, @Nullable Long attempt) {
        if (attempt != null && attempt != open.attempt()) {
            throw ProblemException.conflict(
                    "judgment %s: expected attempt %d to wait, found attempt %d"
                            .formatted(open.stage(), attempt, open.attempt()),
                    Map.of("current", StageState.waiting(open)));
        }
    }

    private static void requireOffered(Judgment judgment, @Nullable String input) {
        List<String> inputs = judgment.question().inputs();
        if (input != null && !inputs.isEmpty() && !inputs.contains(input)) {
            throw ProblemException.badRequest("judgment %s: expected one of the inputs %s, got '%s'"
                    .formatted(judgment.key().stage(), inputs, input));
        }
    }

    private static ProblemException over(StageKey stage, Map<String, @Nullable Object> state) {
        return ProblemException.conflict(
                "judgment %s: expected it to wait, found it %s".formatted(stage, state.get("status")),
                Map.of("current", state));
    }

    private static ProblemException notFound(StageKey stage) {
        return ProblemException.notFound("judgment %s: expected one of these ids, found none".formatted(stage));
    }
}
