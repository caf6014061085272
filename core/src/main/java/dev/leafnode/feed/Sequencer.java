package dev.leafnode.feed;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.PageToken;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds what is open and has not been told, or the reverse, and enters it into the journal. For one thread. */
final class Sequencer {

    private static final int PAGE = 1_000;

    /** So many executions are looked at before it turns out whether another instance was faster. */
    private static final int BATCH = 20;

    private static final int MOST_TRIES = 100;

    private final JudgmentRepository judgments;
    private final Journal journal;
    private final InstantSource clock;

    Sequencer(JudgmentRepository judgments, Journal journal, InstantSource clock) {
        this.judgments = judgments;
        this.journal = journal;
        this.clock = clock;
    }

    /** Enters what has changed where something was noted, little by little: whoever is faster spoils little. */
    void enter(Changes.Noted noted) {
        if (noted.everything()) {
            compareEverything();
        }
        Map<String, List<Judgment>> opened = new LinkedHashMap<>();
        noted.executions().forEach(execution -> opened.put(execution, new ArrayList<>()));
        for (Judgment judgment : noted.opened()) {
            opened.computeIfAbsent(judgment.key().stage().executionId(), execution -> new ArrayList<>())
                    .add(judgment);
        }
        List<String> executions = List.copyOf(opened.keySet());
        for (int from = 0; from < executions.size(); from += BATCH) {
            List<String> some = executions.subList(from, Math.min(executions.size(), from + BATCH));
            untilEntered(() -> differences(some, opened));
        }
    }

    /** Page by page, so that no more than the keys of what is open is held at once. */
    private void compareEverything() {
        journal.read();
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

    private List<JudgmentEvent> differences(List<String> executions, Map<String, List<Judgment>> certainlyOpened) {
        List<WaitingJudgment> open = openIn(executions);
        Set<JudgmentKey> openKeys =
                open.stream().map(waiting -> waiting.judgment().key()).collect(Collectors.toSet());
        List<JudgmentEvent> events = new ArrayList<>();
        for (String execution : executions) {
            ledger().openIn(execution).stream()
                    .filter(key -> !openKeys.contains(key))
                    .sorted()
                    .forEach(key -> events.add(closed(key)));
            for (Judgment judgment : certainlyOpened.getOrDefault(execution, List.of())) {
                JudgmentKey key = judgment.key();
                if (!openKeys.contains(key) && !ledger().isOpen(key) && !ledger().isOver(key)) {
                    events.add(new JudgmentEvent.Opened(WaitingJudgment.of(judgment, List.of(), false), now()));
                    events.add(new JudgmentEvent.Closed(key, judgment.application(), now()));
                }
            }
        }
        events.addAll(opened(open));
        return events;
    }

    private List<WaitingJudgment> openIn(List<String> executions) {
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
     * Enters differences, which are found again as long as another instance is faster. They are found after the log has
     * been read: a store that says less than the log then says what has closed.
     */
    private void untilEntered(Supplier<List<JudgmentEvent>> differences) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            journal.read();
            if (journal.append(differences.get())) {
                return;
            }
        }
        throw new IllegalStateException(
                "event log: expected to append within %d tries, but others were faster each time"
                        .formatted(MOST_TRIES));
    }

    private Ledger ledger() {
        return journal.ledger();
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
