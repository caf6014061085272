package dev.leafnode.web;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.web.resource.Condition;
import dev.leafnode.web.resource.Environment;
import dev.leafnode.web.resource.ExecutionPhase;
import dev.leafnode.web.resource.Phase;
import dev.leafnode.web.resource.PipelineExecution;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which executions of a pipeline somebody looks for. What the store can tell is asked of the store, as {@link #query}
 * has it; everything is asked of what the store finds. Conditions that are null or empty do not restrict.
 *
 * @param statuses reasons of the condition {@code Succeeded}, and Orca's statuses
 * @param startedAfter executions that started later than this
 * @param startedBefore executions that started earlier than this
 */
record ExecutionFilter(
        String pipeline,
        @Nullable String namespace,
        Set<String> statuses,
        @Nullable Boolean awaitingApproval,
        @Nullable String environment,
        @Nullable String triggerType,
        @Nullable String triggeredBy,
        @Nullable String rootExecution,
        @Nullable String parentExecution,
        @Nullable Instant startedAfter,
        @Nullable Instant startedBefore) {

    /** How much earlier an instance can say an execution started than another said it was created. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private static final Pattern ORCA_STATUS = Pattern.compile("[A-Z][A-Z_]{0,63}");

    /** A '+' that came as it is in a query is read as a space: it must be an offset. */
    private static final Pattern LOST_PLUS = Pattern.compile(" (?=\\d\\d:\\d\\d$)");

    ExecutionFilter {
        statuses = new TreeSet<>(statuses);
    }

    /** The statuses that a parameter names. */
    static Set<String> statuses(List<String> names) {
        Set<String> statuses = new HashSet<>();
        for (String name : names) {
            String status = name.strip();
            if (!status.isEmpty()) {
                if (phase(status).isEmpty() && !ORCA_STATUS.matcher(status).matches()) {
                    throw ProblemException.badRequest(
                            "status: expected %s, or a status such as RUNNING, got '%s'".formatted(reasons(), status));
                }
                statuses.add(status);
            }
        }
        return statuses;
    }

    /** A time in RFC 3339. */
    static @Nullable Instant time(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(LOST_PLUS.matcher(text).replaceFirst("+"));
            if (time.getYear() >= 0 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException malformed) {
            // Refused like a year that is out of bounds.
        }
        throw ProblemException.badRequest(
                "%s: expected a time in RFC 3339 such as 2026-03-01T12:00:00Z, got '%s'".formatted(parameter, text));
    }

    /** What to ask of the store: it finds whatever is looked for, and perhaps more. */
    ExecutionQuery query() {
        return ExecutionQuery.all()
                .withApplication(namespace)
                .withName(pipeline)
                .withStatuses(storedStatuses())
                .withAwaiting(mustAwait() ? Awaiting.ANY : null)
                .withCreated(null, startedBefore == null ? null : startedBefore.plus(CLOCKS_DIFFER));
    }

    private boolean mustAwait() {
        return Boolean.TRUE.equals(awaitingApproval) || statuses.equals(Set.of(Phase.AWAITING_APPROVAL.text()));
    }

    /** Every status that what is looked for may have; empty if it may have any. */
    private Set<ExecutionStatus> storedStatuses() {
        Set<ExecutionStatus> stored = new HashSet<>();
        for (String name : statuses) {
            Set<ExecutionStatus> some =
                    phase(name).map(ExecutionPhase::statuses).orElseGet(() -> Set.of(ExecutionStatus.of(name)));
            if (some.isEmpty()) {
                return Set.of();
            }
            stored.addAll(some);
        }
        return stored;
    }

    /** Whether the store finds nothing but what is looked for, whatever is open at that moment. */
    boolean isWhole() {
        return statuses.stream().allMatch(name -> phase(name).isEmpty())
                && awaitingApproval == null
                && environment == null
                && triggerType == null
                && triggeredBy == null
                && rootExecution == null
                && parentExecution == null
                && startedAfter == null
                && startedBefore == null;
    }

    /** Whether an execution is looked for; but for {@link #rootExecution}, which the execution itself cannot tell. */
    boolean finds(ExecutionResources.Seen seen) {
        PipelineExecution resource = seen.resource();
        PipelineExecution.TriggerInfo trigger = resource.spec().trigger();
        return (statuses.isEmpty() || isIn(seen))
                && (awaitingApproval == null
                        || awaitingApproval
                                == resource.condition(Condition.AWAITING_APPROVAL)
                                        .isPresent())
                && (environment == null
                        || resource.status().environments().stream()
                                .map(Environment::name)
                                .anyMatch(environment::equals))
                && (triggerType == null || triggerType.equals(trigger.type()))
                && (triggeredBy == null || triggeredBy.equals(trigger.user()))
                && (parentExecution == null || parentExecution.equals(trigger.parentExecution()))
                && hasStarted(seen.execution().startTime());
    }

    private boolean isIn(ExecutionResources.Seen seen) {
        return statuses.contains(seen.execution().status().name())
                || seen.resource()
                        .condition(Condition.SUCCEEDED)
                        .map(Condition::reason)
                        .filter(statuses::contains)
                        .isPresent();
    }

    private boolean hasStarted(@Nullable Instant at) {
        return (startedAfter == null || (at != null && at.isAfter(startedAfter)))
                && (startedBefore == null || (at != null && at.isBefore(startedBefore)));
    }

    private static Optional<Phase> phase(String text) {
        return Arrays.stream(Phase.values())
                .filter(Phase::isOfExecutions)
                .filter(phase -> phase.text().equals(text))
                .findFirst();
    }

    private static String reasons() {
        return Arrays.stream(Phase.values())
                .filter(Phase::isOfExecutions)
                .map(Phase::text)
                .collect(Collectors.joining(", "));
    }
}
