package dev.leafnode.store.sql;

import dev.leafnode.model.StageKey;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * A stage as its row has it.
 *
 * @param position its place among the others; null when the row knows it
 * @param name what people call it
 * @param waits whether it waits for executions
 * @param named the executions that its context names as those it waits for, now or at another time
 * @param state what it says of itself
 */
record StoredStage(
        String executionId,
        String id,
        @Nullable Integer position,
        @Nullable String name,
        boolean waits,
        Set<String> named,
        StoredState state,
        String digest,
        String body) {

    private static final String SEPARATOR = "\n";

    /** The executions it waits for by name. */
    Set<String> watched() {
        return waits ? named : Set.of();
    }

    /** The edges that it declares. */
    List<Edge> watches() {
        return edges(watched()).toList();
    }

    /**
     * The edges to executions that it did not name before, and which it therefore did not wait for; while it names none
     * it waits for all that it started.
     */
    Stream<Edge> newWatches(@Nullable DigestRow before) {
        if (before == null) {
            return edges(watched());
        }
        if (before.awaited() == null) {
            return before.waits() ? Stream.empty() : edges(watched());
        }
        Set<String> now = new HashSet<>(watched());
        now.removeAll(List.of(before.awaited().split(SEPARATOR, -1)));
        return edges(now);
    }

    /** What inserts the row, where that is the first to know its place. */
    MapSqlParameterSource parameters(int nextPosition) {
        return parameters().addValue("nextPosition", nextPosition, Types.INTEGER);
    }

    boolean isStoredAs(DigestRow row) {
        return digest.equals(row.digest()) && Objects.equals(position, row.position());
    }

    MapSqlParameterSource parameters() {
        return state.parameters()
                .addValue("executionId", executionId)
                .addValue("id", id)
                .addValue("position", position, Types.INTEGER)
                .addValue("nextPosition", null, Types.INTEGER)
                .addValue("name", StoredText.write(name))
                .addValue("waits", waits)
                .addValue("awaited", awaited())
                .addValue("digest", digest)
                .addValue("body", body);
    }

    private @Nullable String awaited() {
        return named.isEmpty() ? null : SEPARATOR + String.join(SEPARATOR, named) + SEPARATOR;
    }

    private Stream<Edge> edges(Set<String> children) {
        StageKey key = new StageKey(executionId, id);
        return children.stream().map(child -> Edge.watched(child, key));
    }
}
