package dev.leafnode.model;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The status of an execution, a stage or a task, named as Orca names it. A status this version does not know is kept
 * under its own name and counts as not complete, so that reading an engine's newer records never fails.
 *
 * @param name the name as it stands in JSON, such as {@code RUNNING}
 */
public record ExecutionStatus(String name) {

    public static final ExecutionStatus NOT_STARTED = new ExecutionStatus("NOT_STARTED");
    /** Also the status of a stage that waits for a human. */
    public static final ExecutionStatus RUNNING = new ExecutionStatus("RUNNING");

    public static final ExecutionStatus PAUSED = new ExecutionStatus("PAUSED");
    public static final ExecutionStatus SUSPENDED = new ExecutionStatus("SUSPENDED");
    public static final ExecutionStatus BUFFERED = new ExecutionStatus("BUFFERED");
    public static final ExecutionStatus REDIRECT = new ExecutionStatus("REDIRECT");
    public static final ExecutionStatus SUCCEEDED = new ExecutionStatus("SUCCEEDED");
    public static final ExecutionStatus FAILED_CONTINUE = new ExecutionStatus("FAILED_CONTINUE");
    public static final ExecutionStatus TERMINAL = new ExecutionStatus("TERMINAL");
    public static final ExecutionStatus CANCELED = new ExecutionStatus("CANCELED");
    public static final ExecutionStatus STOPPED = new ExecutionStatus("STOPPED");
    public static final ExecutionStatus SKIPPED = new ExecutionStatus("SKIPPED");

    /** The statuses after which nothing more happens unless somebody restarts. */
    private static final Set<ExecutionStatus> COMPLETE =
            Set.of(SUCCEEDED, FAILED_CONTINUE, TERMINAL, CANCELED, STOPPED, SKIPPED);

    private static final Map<String, ExecutionStatus> KNOWN = Stream.concat(
                    Stream.of(NOT_STARTED, RUNNING, PAUSED, SUSPENDED, BUFFERED, REDIRECT), COMPLETE.stream())
            .collect(Collectors.toUnmodifiableMap(ExecutionStatus::name, status -> status));

    public ExecutionStatus {
        Names.id("status", name);
    }

    /** The status of that name, known or not. */
    public static ExecutionStatus of(String name) {
        ExecutionStatus known = KNOWN.get(name);
        return known == null ? new ExecutionStatus(name) : known;
    }

    /** Whether nothing more happens in this status. */
    public boolean isComplete() {
        return COMPLETE.contains(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
