package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stages of one type do. Each has one task, which the engine looks after until it is done. */
interface StageType {

    /** The type as definitions name it. */
    String name();

    /** How long such a stage may run when it does not say so itself; null for as long as it likes. */
    @Nullable
    Duration timeout();

    /** What the type itself writes into the context, and a restart removes. */
    Set<String> written();

    /**
     * Checks the definition of such a stage.
     *
     * @throws dev.leafnode.quickstart.definition.InvalidInputException if it could not run
     */
    void require(StageDefinition definition);

    /** Looks at a running stage: what is it to become, and when is the next look due? May be repeated at any time. */
    Progress poll(Execution execution, Stage stage);

    /** Gives up what a running stage has begun, because it ends before its time. */
    void abandon(Execution execution, Stage stage);
}
