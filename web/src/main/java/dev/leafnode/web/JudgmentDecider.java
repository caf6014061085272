package dev.leafnode.web;

import dev.leafnode.model.Stage;
import java.util.Optional;

/** How the engine takes a decision. A bean of this type switches the decisions of the REST interface on. */
@FunctionalInterface
public interface JudgmentDecider {

    /**
     * Decides a judgment if it still waits in that very attempt, and changes nothing otherwise. Of several calls
     * for the same attempt, however close together, one is accepted. The engine keeps who decided, when and what:
     * it is asked for it with the stage.
     *
     * @return what became of it; empty if there is no such stage
     */
    Optional<Outcome> decide(Decision decision);

    /**
     * What became of a decision.
     *
     * @param accepted whether it was this one that decided
     * @param stage the stage as it stands after that, whoever decided it
     */
    record Outcome(boolean accepted, Stage stage) {}
}
