package dev.leafnode.store.sql;

import dev.leafnode.model.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * What a stage by itself says of the states it is in; the view {@code leafnode_leaf} adds what its execution says.
 *
 * @param judgingSince since when a human is awaited
 * @param failedAt when it failed
 * @param held whether a pause of its execution holds it up
 * @param startedAt when it started
 * @param runsBefore the stage that cannot go on before this one has ended
 * @param deadlineAt when it gives up waiting
 * @param question what it asks; null where it is no judgment
 */
record StoredState(
        @Nullable Long judgingSince,
        @Nullable Long failedAt,
        boolean held,
        @Nullable Long startedAt,
        @Nullable String runsBefore,
        @Nullable Long deadlineAt,
        @Nullable Question question) {

    MapSqlParameterSource parameters() {
        return QuestionColumns.of(question, deadlineAt)
                .addValue("judgingSince", judgingSince)
                .addValue("failedAt", failedAt)
                .addValue("held", held)
                .addValue("startedAt", startedAt)
                .addValue("runsBefore", runsBefore);
    }
}
