package dev.leafnode.web.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement about an execution, as Kubernetes has them.
 *
 * @param type what is stated; {@link #SUCCEEDED} of every execution, {@link #AWAITING_APPROVAL} while a human is
 *     awaited
 * @param status whether it is so
 * @param reason why, in a word; of {@link #SUCCEEDED} a {@link Phase} of an execution
 * @param message why, for people
 * @param lastTransitionTime since when it is so, where that is known
 */
public record Condition(
        String type,
        Status status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Instant lastTransitionTime) {

    /** The condition that says how an execution ended, or that it has not. */
    public static final String SUCCEEDED = "Succeeded";

    /** The condition that is there while a human is awaited, and whose message names the leaf. */
    public static final String AWAITING_APPROVAL = "AwaitingApproval";

    public Condition {
        Texts.requireText("type of a condition", type);
        Times.requireExpressible("lastTransitionTime of condition " + type, lastTransitionTime);
    }

    /** The three things that can be said of a condition. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** The name as it stands in a resource. */
        public String text() {
            return text;
        }
    }
}
