package dev.leafnode.feed;

import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.Question;
import dev.leafnode.model.WaitingJudgment;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the log, and brings the ledger and the latest events in line with it. For one thread.
 */
final class Journal {

    private static final Logger logger = LoggerFactory.getLogger(Journal.class);

    private static final int PAGE = 1_000;

    /** What a cursor holds of what is not recent. */
    private static final int CATCHING_UP = 100;

    /** What a question adds to an event at most, in characters; a longer one is left out. */
    private static final int LONGEST_EVENT = 1_000_000;

    private static final String HEADER = "leafnode-events-1 ";

    private final EventLog log;
    private final EventFormat format;
    private final Recent recent;
    private final Runnable onEvents;
    private final Runnable onRebuilt;
    private @Nullable Ledger ledger;
    private @Nullable EventIds ids;
    private boolean hasBegun;

    Journal(EventLog log, EventFormat format, Recent recent, Runnable onEvents, Runnable onRebuilt) {
        this.log = log;
        this.format = format;
        this.recent = recent;
        this.onEvents = onEvents;
        this.onRebuilt = onRebuilt;
    }

    /** Reads the log, or begins it. Nothing once that is done. */
    void begin() {
        if (ledger != null) {
            return;
        }
        List<Entry> first = log.after(-1, 1);
        if (first.isEmpty()) {
            byte[] key = new byte[EventIds.KEY_BYTES];
            new SecureRandom().nextBytes(key);
            boolean unused =
                    log.append(List.of(new Entry(0, HEADER + Base64.getEncoder().encodeToString(key))));
            first = log.after(-1, 1);
        }
        Entry header = first.get(0);
        if (header.position() != 0 || !header.text().startsWith(HEADER)) {
            throw new IllegalStateException("event log: expected '%s…' at 0, got '%s' at %d"
                    .formatted(HEADER, header.text(), header.position()));
        }
        ids = new EventIds(Base64.getDecoder().decode(header.text().substring(HEADER.length())));
        Ledger begun = new Ledger(new EventIds.Place(0, header.text().hashCode()));
        List<Entry> page;
        do {
            page = log.after(begun.last().position(), PAGE);
            page.forEach(entry -> enter(begun, told(entry)));
        } while (page.size() == PAGE);
        ledger = begun;
        if (hasBegun) {
            onRebuilt.run();
        }
        hasBegun = true;
    }

    /**
     * Reads what other instances have entered. The entry that was the last is read again: a log that does not have it
     * any more was forgotten beyond it, lost its end or was made anew, and is read from its beginning.
     */
    void read() {
        List<Entry> page;
        do {
            EventIds.Place last = ledger().last();
            page = log.after(last.position() - 1, PAGE);
            if (!page.isEmpty() && isAt(page.get(0), last) && isWithoutGap(page)) {
                page.subList(1, page.size()).forEach(entry -> enter(ledger(), told(entry)));
                if (page.size() > 1) {
                    onEvents.run();
                }
            } else {
                ledger = null;
                recent.clear();
                begin();
                return;
            }
        } while (page.size() == PAGE);
    }

    /** Appends events to what has been read; false if another instance was faster, after some of them perhaps. */
    boolean append(List<JudgmentEvent> events) {
        for (int from = 0; from < events.size(); from += PAGE) {
            List<Told> told = new ArrayList<>();
            List<Entry> entries = new ArrayList<>();
            for (JudgmentEvent event : events.subList(from, Math.min(events.size(), from + PAGE))) {
                Entry entry = new Entry(ledger().last().position() + 1 + entries.size(), text(event));
                entries.add(entry);
                told.add(new Told(entry.position(), entry.text().hashCode(), event));
            }
            if (!log.append(entries)) {
                return false;
            }
            told.forEach(one -> enter(ledger(), one));
            onEvents.run();
        }
        return true;
    }

    private String text(JudgmentEvent event) {
        String text = format.write(event);
        return text.length() > LONGEST_EVENT && event instanceof JudgmentEvent.Opened opened
                ? format.write(brief(opened))
                : text;
    }

    /** Without what is asked, but with whom. */
    private static JudgmentEvent brief(JudgmentEvent.Opened opened) {
        WaitingJudgment waiting = opened.waiting();
        Judgment judgment = waiting.judgment();
        Judgment brief = new Judgment(
                judgment.key(),
                judgment.application(),
                judgment.pipeline(),
                judgment.stageName(),
                new Question(null, List.of(), judgment.question().requiredRoles()),
                judgment.deadline());
        return new JudgmentEvent.Opened(
                new WaitingJudgment(brief, waiting.ancestors(), waiting.deadline(), waiting.paused()), opened.at());
    }

    void forget(Instant before) {
        List<Long> positions = ledger().forget(before);
        if (!positions.isEmpty()) {
            log.forget(positions);
        }
    }

    /** Puts a cursor where its reader was, or else at the end. */
    void place(FeedCursor cursor, @Nullable String id) {
        EventIds names = Objects.requireNonNull(ids, "begun");
        if (id == null) {
            cursor.put(names, ledger().last(), List.of(), new FeedItem.Ready());
            return;
        }
        EventIds.Place place = names.place(id).orElse(null);
        List<Told> next = place == null ? null : next(place);
        if (place == null || next == null) {
            String reason = place == null
                    ? "expected an id of this feed, got '%s'".formatted(id)
                    : "expected an id after which everything is remembered, got '%s'".formatted(id);
            cursor.put(names, ledger().last(), List.of(), new FeedItem.Reset(reason));
        } else {
            cursor.put(names, place, next, null);
        }
    }

    /**
     * Puts a cursor where it is in the log that was read anew, and gives one that needs it what is not recent any more.
     */
    void placeAgain(FeedCursor cursor) {
        EventIds.Place place = cursor.place();
        if (place == null) {
            return;
        }
        List<Told> next = next(place);
        EventIds names = Objects.requireNonNull(ids, "begun");
        if (next == null) {
            cursor.put(
                    names,
                    ledger().last(),
                    List.of(),
                    new FeedItem.Reset("expected everything after the last event to be remembered, but it is not"));
        } else {
            cursor.put(names, place, next, null);
        }
    }

    /** What comes after a place, some of it, unless it is recent; null if it is not known. */
    private @Nullable List<Told> next(EventIds.Place place) {
        if (place.position() > ledger().last().position()) {
            read();
        }
        if (!isKnown(place)) {
            return null;
        }
        if (place.position() == ledger().last().position() || recent.at(place.position() + 1) != null) {
            return List.of();
        }
        List<Entry> page = log.after(place.position(), CATCHING_UP);
        return !page.isEmpty() && page.get(0).position() == place.position() + 1 && isWithoutGap(page)
                ? page.stream().map(this::told).toList()
                : null;
    }

    private boolean isKnown(EventIds.Place place) {
        if (place.equals(ledger().last())) {
            return true;
        }
        Told told = recent.at(place.position());
        if (told != null) {
            return told.check() == place.check();
        }
        return log.after(place.position() - 1, 1).stream().anyMatch(entry -> isAt(entry, place));
    }

    private static boolean isAt(Entry entry, EventIds.Place place) {
        return entry.position() == place.position() && entry.text().hashCode() == place.check();
    }

    private static boolean isWithoutGap(List<Entry> page) {
        return page.get(page.size() - 1).position() == page.get(0).position() + page.size() - 1;
    }

    /** What cannot be read is told to nobody, and in nobody's way. */
    private Told told(Entry entry) {
        JudgmentEvent event = null;
        try {
            event = format.read(entry.text());
        } catch (RuntimeException unreadable) {
            logger.error(
                    "Event log: expected an event at {}, got one that cannot be read", entry.position(), unreadable);
        }
        return new Told(entry.position(), entry.text().hashCode(), event);
    }

    private void enter(Ledger into, Told told) {
        if (told.position() != into.last().position() + 1) {
            recent.clear();
        }
        into.enter(told);
        recent.add(told);
    }

    /** What has been told, as far as the log has been read. */
    Ledger ledger() {
        return Objects.requireNonNull(ledger, "begun");
    }
}
