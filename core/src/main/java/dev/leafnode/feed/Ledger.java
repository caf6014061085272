package dev.leafnode.feed;

import dev.leafnode.model.JudgmentKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the log says so far: which judgments are open, and which it has told of. For one thread. */
final class Ledger {

    private final Map<JudgmentKey, Opening> open = new HashMap<>();
    private final Map<String, Set<JudgmentKey>> openByExecution = new HashMap<>();
    private final Deque<Over> over = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Instant latest = Instant.MIN;
    private long old = -1;
    private final Set<JudgmentKey> overKeys = new HashSet<>();
    private EventIds.Place last;

    /**
     * An opening that no closing follows.
     *
     * @param position where it stands in the log
     */
    record Opening(long position, String application) {}

    /** A judgment of which everything is told, at last at {@code position}. */
    private record Over(JudgmentKey key, List<Long> positions, long position) {}

    /** When an entry was entered, by clocks that are not put back. */
    private record Mark(long position, Instant at) {}

    /**
     * Begins a ledger.
     *
     * @param start the place of the first entry, which is no event
     */
    Ledger(EventIds.Place start) {
        last = start;
    }

    /** The place of the last entry. */
    EventIds.Place last() {
        return last;
    }

    void enter(Told told) {
        if (told.event() instanceof JudgmentEvent.Opened opened) {
            open(opened, told.position());
        } else if (told.event() instanceof JudgmentEvent.Closed closed) {
            close(closed, told.position());
        }
        last = new EventIds.Place(told.position(), told.check());
        if (told.event() != null) {
            latest = told.event().at().isAfter(latest) ? told.event().at() : latest;
            marks.addLast(new Mark(told.position(), latest));
        }
    }

    boolean isOpen(JudgmentKey key) {
        return open.containsKey(key);
    }

    /** Whether it has been told that a judgment opened and closed, unless that was forgotten. */
    boolean isOver(JudgmentKey key) {
        return overKeys.contains(key);
    }

    /** The opening of a judgment that is open; null if none is told. */
    @Nullable
    Opening opening(JudgmentKey key) {
        return open.get(key);
    }

    Set<JudgmentKey> open() {
        return Set.copyOf(open.keySet());
    }

    Set<JudgmentKey> openIn(String executionId) {
        return Set.copyOf(openByExecution.getOrDefault(executionId, Set.of()));
    }

    /**
     * The positions of what is over and was entered before, which is remembered from now on no more. Of what was
     * entered before, the last entry stays: whoever has read all until then knows where that is.
     */
    List<Long> forget(Instant before) {
        while (!marks.isEmpty() && marks.getFirst().at().isBefore(before)) {
            old = marks.removeFirst().position();
        }
        List<Long> positions = new ArrayList<>();
        while (!over.isEmpty() && over.getFirst().position() < old) {
            Over forgotten = over.removeFirst();
            overKeys.remove(forgotten.key());
            positions.addAll(forgotten.positions());
        }
        return positions;
    }

    private void open(JudgmentEvent.Opened opened, long position) {
        JudgmentKey key = opened.key();
        open.put(key, new Opening(position, opened.application()));
        openByExecution
                .computeIfAbsent(key.stage().executionId(), id -> new HashSet<>())
                .add(key);
    }

    private void close(JudgmentEvent.Closed closed, long position) {
        JudgmentKey key = closed.key();
        Opening opening = open.remove(key);
        openByExecution.computeIfPresent(key.stage().executionId(), (id, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
        over.addLast(
                new Over(key, opening == null ? List.of(position) : List.of(opening.position(), position), position));
        overKeys.add(key);
    }
}
