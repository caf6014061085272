package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Where the engine of a world stores its states and tells its events. */
interface Site {

    /** By how much the engine's clock is fast. */
    Duration skew();

    void save(Execution execution);

    void saveStage(String executionId, Stage stage);

    boolean delete(String executionId);

    /** Tells an event, or fails with the place at which the repositories threw something. */
    void tell(World.Event event, Supplier<String> where);

    /** Compares what the repositories answer with the truth, if that is to be done after every step. */
    void check(Map<String, Execution> truth, Cuts cuts, String where);
}
