package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Stage;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided, as it stands in the context of the judgment.
 *
 * @param status whether the execution goes on
 * @param input the answer chosen from those that the stage offers, if one was
 * @param comment what else there was to say, if anything
 * @param by who decided, if that is known
 * @param at when
 */
public record Decision(
        Status status,
        @Nullable String input,
        @Nullable String comment,
        @Nullable String by,
        Instant at) {

    static final String STATUS = "judgmentStatus";
    private static final String INPUT = "judgmentInput";
    private static final String COMMENT = "judgmentComment";
    private static final String BY = "lastModifiedBy";
    private static final String AT = "judgmentDecidedAt";

    /** What a decision adds to a context. */
    static final Set<String> FIELDS = Set.of(STATUS, INPUT, COMMENT, BY, AT);

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
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.put(STATUS, status.json());
        putIfAny(context, INPUT, input);
        putIfAny(context, COMMENT, comment);
        putIfAny(context, BY, by);
        context.put(AT, at.toEpochMilli());
        return stage.toBuilder().context(context).build();
    }

    private static void putIfAny(Map<String, @Nullable Object> context, String key, @Nullable String value) {
        if (value != null) {
            context.put(key, value);
        }
    }
}
