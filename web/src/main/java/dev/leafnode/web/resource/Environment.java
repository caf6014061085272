package dev.leafnode.web.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place that an execution delivers to.
 *
 * @param name what people call it
 * @param order its place among the environments, from 0
 * @param status how far the delivery has come; null where nobody says
 */
public record Environment(String name, int order, @Nullable Status status) {

    public Environment {
        Texts.requireText("name of an environment", name);
        if (order < 0) {
            throw new IllegalArgumentException(
                    "order of environment %s: expected 0 or more, got %d".formatted(name, order));
        }
    }

    /**
     * How far a delivery has come.
     *
     * @param type what we write is the text of a {@link Phase}. It begins with a capital: the design document writes
     *     {@code succeded} too, which is {@code Succeeded}
     * @param time since when
     */
    public record Status(String type, @Nullable Instant time) {

        /** As the design document spells it in its ConfigMap. */
        private static final String MISSPELT = "succeded";

        public Status {
            Texts.requireText("type of the status of an environment", type);
            type = type.equalsIgnoreCase(MISSPELT) ? Phase.SUCCEEDED.text() : Texts.capitalized(type);
            Times.requireExpressible("time of a status", time);
        }
    }
}
