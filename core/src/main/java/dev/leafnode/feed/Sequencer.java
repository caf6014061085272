package dev.leafnode.feed;

import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.PageToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings the log in line with what is open, and the ledger and the latest events in line with the log. For one thread. */
final class Sequencer {

    private static final int PAGE = 1_000;

    /** Who comes back from further away reads everything anew, which is less. */
    private static final int LONGEST_WAY = 10_000;

    private static final int MOST_TRIES = 100;

    private static final String HEADER = "leafnode-events-1 ";

    private final JudgmentRepository judgments;
    private final EventLog log;
    private final EventFormat format;
    private final InstantSource clock;
    private final Duration retention;
    private final Recent recent;
    private final Runnable onEvents;
    private @Nullable Ledger ledger;
    private @Nullable EventIds ids;

    Sequencer(
            JudgmentRepository judgments,
            EventLog log,
            EventFormat format,
            InstantSource clock,
            Duration retention,
            Recent recent,
            Runnable onEvents) {
        this.judgments = judgments;
        this.log = log;
        this.format = format;
        this.clock = clock;
        this.retention = retention;
        this.recent = recent;
        this.onEvents = onEvents;
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
        read(begun);
        ledger = begun;
    }

    /** Reads what other instances have entered. */
    void read() {
        if (read(ledger())) {
            onEvents.run();
        }
    }

    /** Enters what has changed where something was noted. */
    void enter(Changes.Noted noted) {
        if (noted.everything()) {
            compareEverything();
        }
        if (!noted.executions().isEmpty() || !noted.opened().isEmpty()) {
            untilEntered(() -> differences(noted));
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
        List<Told> between = place == null ? null : between(place);
        if (place == null || between == null) {
            String reason = place == null
                    ? "expected an id of this feed, got '%s'".formatted(id)
                    : "expected an id after which everything is remembered, got '%s'".formatted(id);
            cursor.put(names, ledger().last(), List.of(), new FeedItem.Reset(reason));
        } else {
            cursor.put(names, place, between, null);
        }
    }

    void forget() {
        List<Long> positions = ledger().forget(clock.instant().minus(retention));
        if (!positions.isEmpty()) {
            log.forget(positions);
        }
    }

    private boolean read(Ledger into) {
        boolean any = false;
        List<Entry> page;
        do {
            page = log.after(into.last().position(), PAGE);
            for (Entry entry : page) {
                enter(into, told(entry));
                any = true;
            }
        } while (page.size() == PAGE);
        return any;
    }

    private Told told(Entry entry) {
        try {
            return new Told(entry.position(), entry.text().hashCode(), format.read(entry.text()));
        } catch (RuntimeException unreadable) {
            throw new IllegalStateException(
                    "event log: expected an event at %d, got '%s'".formatted(entry.position(), entry.text()),
                    unreadable);
        }
    }

    private void enter(Ledger into, Told told) {
        into.enter(told);
        recent.add(told);
    }

    /** Page by page, so that no more than the keys of what is open is held at once. */
    private void compareEverything() {
        read();
        long begun = ledger().last().position();
        Set<JudgmentKey> missing = new TreeSet<>(ledger().open());
        JudgmentQuery query = JudgmentQuery.all().withLimit(PAGE);
        PageToken next = null;
        do {
            JudgmentPage page = enterOpenOf(query.withPageToken(next));
            page.judgments()
                    .forEach(waiting -> missing.remove(waiting.judgment().key()));
            next = page.next();
        } while (next != null);
        untilEntered(() -> missing.stream()
                .filter(key -> isOpenSince(key, begun))
                .map(this::closed)
                .toList());
    }

    private JudgmentPage enterOpenOf(JudgmentQuery query) {
        JudgmentPage[] page = new JudgmentPage[1];
        untilEntered(() -> {
            page[0] = judgments.search(query);
            return opened(page[0].judgments());
        });
        return page[0];
    }

    /** What was told as closed and opened again meanwhile is open. */
    private boolean isOpenSince(JudgmentKey key, long position) {
        Ledger.Opening opening = ledger().opening(key);
        return opening != null && opening.position() <= position;
    }

    private List<JudgmentEvent> differences(Changes.Noted noted) {
        Set<String> executions = new LinkedHashSet<>(noted.executions());
        List<WaitingJudgment> open = openIn(executions);
        Set<JudgmentKey> openKeys =
                open.stream().map(waiting -> waiting.judgment().key()).collect(Collectors.toSet());
        List<JudgmentEvent> events = new ArrayList<>();
        executions.stream()
                .flatMap(execution -> ledger().openIn(execution).stream())
                .filter(key -> !openKeys.contains(key))
                .sorted()
                .forEach(key -> events.add(closed(key)));
        for (Judgment judgment : noted.opened()) {
            JudgmentKey key = judgment.key();
            if (!openKeys.contains(key) && !ledger().isOpen(key) && !ledger().isOver(key)) {
                events.add(new JudgmentEvent.Opened(WaitingJudgment.of(judgment, List.of(), false), now()));
                events.add(new JudgmentEvent.Closed(key, judgment.application(), now()));
            }
        }
        events.addAll(opened(open));
        return events;
    }

    private List<WaitingJudgment> openIn(Set<String> executions) {
        List<WaitingJudgment> open = new ArrayList<>();
        for (String execution : executions) {
            JudgmentQuery query = JudgmentQuery.blocking(execution).withLimit(PAGE);
            PageToken next = null;
            do {
                JudgmentPage page = judgments.search(query.withPageToken(next));
                page.judgments().stream()
                        .filter(waiting ->
                                waiting.judgment().key().stage().executionId().equals(execution))
                        .forEach(open::add);
                next = page.next();
            } while (next != null);
        }
        return open;
    }

    private List<JudgmentEvent> opened(List<WaitingJudgment> open) {
        List<JudgmentEvent> events = new ArrayList<>();
        for (WaitingJudgment waiting : open) {
            if (!ledger().isOpen(waiting.judgment().key())) {
                events.add(new JudgmentEvent.Opened(waiting, now()));
            }
        }
        return events;
    }

    private JudgmentEvent closed(JudgmentKey key) {
        Ledger.Opening opening = Objects.requireNonNull(ledger().opening(key), "an opening");
        return new JudgmentEvent.Closed(key, opening.application(), now());
    }

    /**
     * Enters differences, which are found again as long as another instance is faster. They are found after the log has been
     * read: a store that says less than the log then says what has closed.
     */
    private void untilEntered(Supplier<List<JudgmentEvent>> differences) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            read();
            if (append(differences.get())) {
                return;
            }
        }
        throw new IllegalStateException(
                "event log: expected to append within %d tries, but others were faster each time"
                        .formatted(MOST_TRIES));
    }

    private boolean append(List<JudgmentEvent> events) {
        for (int from = 0; from < events.size(); from += PAGE) {
            List<Told> told = new ArrayList<>();
            List<Entry> entries = new ArrayList<>();
            for (JudgmentEvent event : events.subList(from, Math.min(events.size(), from + PAGE))) {
                Entry entry = new Entry(ledger().last().position() + 1 + entries.size(), format.write(event));
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

    /** What is to be told between a place and what is recent; null if that is not known. */
    private @Nullable List<Told> between(EventIds.Place place) {
        if (place.position() > ledger().last().position()) {
            read();
        }
        if (!isKnown(place)) {
            return null;
        }
        List<Told> between = new ArrayList<>();
        long position = place.position();
        long end = ledger().last().position();
        while (position < end && recent.at(position + 1) == null) {
            List<Entry> page = log.after(position, PAGE);
            for (Entry entry : page) {
                if (entry.position() != position + 1 || between.size() == LONGEST_WAY) {
                    return null;
                }
                if (recent.at(entry.position()) != null) {
                    break;
                }
                between.add(told(entry));
                position++;
            }
            if (page.isEmpty()) {
                return null;
            }
        }
        for (; position < end; position++) {
            if (recent.at(position + 1) == null) {
                return null;
            }
        }
        return between;
    }

    private boolean isKnown(EventIds.Place place) {
        if (place.equals(ledger().last())) {
            return true;
        }
        Told told = recent.at(place.position());
        if (told != null) {
            return told.check() == place.check();
        }
        return log.after(place.position() - 1, 1).stream()
                .anyMatch(entry ->
                        entry.position() == place.position() && entry.text().hashCode() == place.check());
    }

    private Ledger ledger() {
        return Objects.requireNonNull(ledger, "begun");
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
