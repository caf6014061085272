package dev.leafnode.quickstart.engine;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import java.time.Instant;

/** What a look at a running stage brought. */
sealed interface Progress {

    /** The stage as it is to be stored. */
    Stage stage();

    /**
     * The stage goes on.
     *
     * @param next when to look again; {@link Instant#MAX} when somebody will call
     */
    record Running(Stage stage, Instant next) implements Progress {}

    /** The stage has ended. */
    record Done(Stage stage, ExecutionStatus status) implements Progress {}
}
