package dev.leafnode.repository;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps an engine's executions, and with each its lineage. An engine that has a store of its own does not need it.
 *
 * <p>The lineage of an execution is computed when it is created: the stage its trigger names, then that one's
 * ancestors. It grows in two cases only, both handled by the save that causes them and both reaching judgments that are
 * open already: when the parent is stored after its child, and when a stage is saved whose context names executions
 * that it did not name before, whichever stage started them. A parent that is the execution itself, or that would close
 * a cycle, is no parent: the execution is a root, which is logged once.
 *
 * <p>Implementations are safe for use by many threads and many processes. Saving never touches a judgment or a link
 * that is there already.
 */
public interface ExecutionRepository {

    /**
     * Stores an execution with all its stages, in their order, replacing what is stored under its id: all of it or,
     * when the call fails, nothing. Stages that are stored with the same content are not written again.
     */
    void save(Execution execution);

    /**
     * Stores one stage of a stored execution, replacing the stage of its id or adding it after the others. No other
     * stage is read or written.
     *
     * @throws UnknownExecutionException if no such execution is stored
     */
    void saveStage(String executionId, Stage stage);

    /**
     * Finds executions, the newest first: by the time of their creation ({@link Execution#buildTime()}, otherwise
     * {@link Execution#startTime()}, otherwise the time of the first save) and then by id, both descending.
     */
    ExecutionPage search(ExecutionQuery query);

    /**
     * Removes an execution, its stages, its judgments and every link on it, and cuts the ways through it: what waits
     * below shows on none of its ancestors any more.
     *
     * @return whether it was stored
     */
    boolean delete(String executionId);

    /** The execution of that id, if it is stored. */
    default Optional<Execution> find(String executionId) {
        return search(ExecutionQuery.byId(Set.of(executionId))).executions().stream()
                .findFirst();
    }
}
