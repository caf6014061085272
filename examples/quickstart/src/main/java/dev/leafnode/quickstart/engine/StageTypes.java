package dev.leafnode.quickstart.engine;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** The types of stages that an engine can run. */
final class StageTypes {

    private static final String TIMEOUT = "stageTimeoutMs";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, StageType> byName;

    StageTypes(Collection<StageType> types) {
        byName = types.stream().collect(toUnmodifiableMap(StageType::name, identity()));
    }

    /**
     * The type of that name.
     *
     * @throws InvalidInputException if there is none
     */
    StageType get(String name) {
        StageType type = byName.get(name);
        if (type == null) {
            throw new InvalidInputException(
                    "stage type '%s': expected one of %s".formatted(name, new TreeSet<>(byName.keySet())));
        }
        return type;
    }

    /**
     * Checks that every stage can run.
     *
     * @throws InvalidInputException if one cannot
     */
    void require(PipelineDefinition definition) {
        for (StageDefinition stage : definition.stages()) {
            get(stage.type()).require(stage);
            requireTimeout(stage);
        }
    }

    private static void requireTimeout(StageDefinition stage) {
        Object timeout = stage.context().get(TIMEOUT);
        if (timeout != null && !(timeout instanceof Number millis && millis.doubleValue() > 0)) {
            throw new InvalidInputException("stage '%s': expected more than 0 milliseconds in '%s', got %s"
                    .formatted(stage.refId(), TIMEOUT, timeout));
        }
    }

    /** When a running stage has run long enough; {@link Instant#MAX} for never. */
    Instant deadline(Stage stage) {
        Instant start = stage.startTime();
        if (start == null) {
            return Instant.MAX;
        }
        if (stage.context().get(TIMEOUT) instanceof Number millis) {
            return start.plusMillis(Math.min((long) millis.doubleValue(), LONGEST.toMillis()));
        }
        Duration timeout = get(stage.type()).timeout();
        return timeout == null ? Instant.MAX : start.plus(timeout);
    }
}
