package dev.leafnode.repository;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a judgment in an order, as a page token says it: its time is that of the order, its ids are the
 * execution, the stage and, unless that is the time, the attempt.
 *
 * @param deadline the deadline in milliseconds since the epoch; {@link Long#MIN_VALUE} where the order does not ask for
 *     it
 */
record Place(long deadline, JudgmentKey key) {

    static PageToken token(JudgmentOrder order, long deadline, JudgmentKey key) {
        StageKey stage = key.stage();
        return switch (order) {
            case AGE -> new PageToken(key.attempt(), List.of(stage.executionId(), stage.stageId()));
            case DEADLINE ->
                new PageToken(deadline, List.of(stage.executionId(), stage.stageId(), String.valueOf(key.attempt())));
        };
    }

    /**
     * The place that a token says; null for none.
     *
     * @throws IllegalArgumentException if the token is of something else
     */
    static @Nullable Place of(JudgmentOrder order, @Nullable PageToken token) {
        if (token == null) {
            return null;
        }
        List<String> ids = token.ids();
        boolean isByAge = order == JudgmentOrder.AGE;
        if (ids.size() != (isByAge ? 2 : 3)) {
            throw new IllegalArgumentException(
                    "page token: expected one of a page of judgments by %s, got %s".formatted(order, token));
        }
        StageKey stage = new StageKey(ids.get(0), ids.get(1));
        return isByAge
                ? new Place(Long.MIN_VALUE, new JudgmentKey(stage, token.time()))
                : new Place(token.time(), new JudgmentKey(stage, attempt(ids.get(2))));
    }

    private static long attempt(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "page token: expected an attempt in milliseconds since the epoch, got '%s'".formatted(text),
                    malformed);
        }
    }
}
