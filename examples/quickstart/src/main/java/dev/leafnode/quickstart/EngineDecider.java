package dev.leafnode.quickstart;

import dev.leafnode.model.StageKey;
import dev.leafnode.quickstart.engine.Decided;
import dev.leafnode.quickstart.engine.Engine;
import dev.leafnode.quickstart.engine.UnknownStageException;
import dev.leafnode.repository.UnknownExecutionException;
import dev.leafnode.web.Decision;
import dev.leafnode.web.JudgmentDecider;
import java.util.Optional;

/** Takes decisions of the REST interface to the engine. */
final class EngineDecider implements JudgmentDecider {

    private final Engine engine;

    EngineDecider(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Outcome> decide(Decision decision) {
        StageKey stage = decision.judgment().stage();
        try {
            Decided decided = engine.decide(
                    stage.executionId(), stage.stageId(), decision.judgment().attempt(), inWordsOfTheEngine(decision));
            return Optional.of(new Outcome(decided.accepted(), decided.stage()));
        } catch (UnknownExecutionException | UnknownStageException deleted) {
            return Optional.empty();
        }
    }

    private static dev.leafnode.quickstart.engine.Decision inWordsOfTheEngine(Decision decision) {
        return new dev.leafnode.quickstart.engine.Decision(
                switch (decision.verdict()) {
                    case CONTINUE -> dev.leafnode.quickstart.engine.Decision.Status.CONTINUE;
                    case STOP -> dev.leafnode.quickstart.engine.Decision.Status.STOP;
                },
                decision.input(),
                decision.comment(),
                decision.decidedBy(),
                decision.decidedAt());
    }
}
