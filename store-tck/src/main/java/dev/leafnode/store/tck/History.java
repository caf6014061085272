package dev.leafnode.store.tck;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that happens to two instances of an engine, as plain data.
 *
 * @param skew by how many milliseconds, or one more, the clock of the second instance is fast
 */
record History(int skew, List<Move> moves) {

    History {
        moves = List.copyOf(moves);
    }

    @Override
    public String toString() {
        return moves.stream()
                .map(move -> System.lineSeparator() + "    " + move)
                .collect(Collectors.joining("", "skew of %d ms".formatted(skew), ""));
    }
}
