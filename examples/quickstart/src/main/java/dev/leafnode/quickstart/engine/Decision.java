package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided, as it stands in the context of the judgment.
 *
 * @param status whether the execution goes on
 * @param input the answer chosen from those that the stage offered, if one was
 * @param inputs the answers that the stage is to offer from now on; empty for those it has
 */
public record Decision(Status status, @Nullable String input, List<@Nullable Object> inputs) {

    static final String STATUS = "judgmentStatus";
    private static final String INPUT = "judgmentInput";
    private static final String INPUTS = "judgmentInputs";

    /** What a decision adds to a context; the inputs offered are the definition's own. */
    static final Set<String> FIELDS = Set.of(STATUS, INPUT);

    /** The two ways a judgment can go. */
    public enum Status {
        CONTINUE,
        STOP;

        /** The status of that name, as JSON has it. */
        public static Optional<Status> of(@Nullable Object name) {
            return Arrays.stream(values())
                    .filter(status -> status.json().equals(name))
                    .findFirst();
        }

        private String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Stage applyTo(Stage stage) {
        Stage decided = StageContext.with(stage, STATUS, status.json());
        if (input != null) {
            decided = StageContext.with(decided, INPUT, input);
        }
        return inputs.isEmpty() ? decided : StageContext.with(decided, INPUTS, inputs);
    }
}
