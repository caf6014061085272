package dev.leafnode.store.tck;

import dev.leafnode.model.StageKey;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.repository.Awaiting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What shows people and programs what the repositories hold: a REST interface, say. */
public interface Surface {

    /** What each execution of an application shows, by execution id. */
    Map<String, Shows> executions(String application);

    /** The executions of an application where a human is awaited. */
    Set<String> awaiting(String application, Awaiting where);

    /** Every open judgment of all applications, the one that has waited longest first. */
    List<Waits> inbox();

    /** The open judgments that an execution waits for, likewise. */
    List<Waits> blocking(String executionId);

    /**
     * What an execution shows.
     *
     * @param stages the attributes of each stage that has any, by its id
     * @param trigger the attributes of the trigger
     */
    record Shows(Map<String, Attributes> stages, Optional<Attributes> trigger) {}

    /**
     * An open judgment.
     *
     * @param path the ancestors' stages from the root down
     */
    record Waits(StageKey stage, long attempt, String application, List<StageKey> path) {}
}
