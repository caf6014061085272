package dev.leafnode.reminder;

import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.PageToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says so far: of each judgment the longest threshold of which somebody was reminded. An entry is
 * {@code 1}, the threshold in milliseconds, and attempt, execution and stage as a page token has them. For one thread.
 */
final class ToldReminders {

    private static final Logger logger = LoggerFactory.getLogger(ToldReminders.class);

    private static final String VERSION = "1";
    private static final int PAGE = 1_000;
    private static final int MOST_TRIES = 100;

    private final EventLog log;
    private final Map<JudgmentKey, Told> longest = new HashMap<>();
    private final Set<Long> outdated = new HashSet<>();
    private long last = -1;

    /** A threshold, and where it stands in the log. */
    private record Told(long position, Duration threshold) {}

    ToldReminders(EventLog log) {
        this.log = log;
    }

    /** Reads what other instances have entered. */
    void read() {
        List<Entry> page;
        do {
            page = log.after(last, PAGE);
            page.forEach(this::add);
        } while (page.size() == PAGE);
    }

    /** Whether somebody was reminded after this threshold, or a longer one. */
    boolean isTold(JudgmentKey key, Duration threshold) {
        Told told = longest.get(key);
        return told != null && told.threshold().compareTo(threshold) >= 0;
    }

    /** Enters a reminder; false if another instance was faster. */
    boolean enter(JudgmentKey key, Duration threshold) {
        for (int tries = 0; tries < MOST_TRIES && !isTold(key, threshold); tries++) {
            Entry entry = new Entry(last + 1, write(key, threshold));
            if (log.append(List.of(entry))) {
                add(entry);
                return true;
            }
            read();
        }
        return false;
    }

    /** Those that began to wait until then. */
    List<JudgmentKey> until(Instant latest) {
        return longest.keySet().stream()
                .filter(key -> !key.since().isAfter(latest))
                .toList();
    }

    /** Forgets what was told of these: they are over. */
    void forget(Collection<JudgmentKey> keys) {
        for (JudgmentKey key : keys) {
            Told told = longest.get(key);
            if (told != null && told.position() != last) {
                longest.remove(key);
                outdated.add(told.position());
            }
        }
    }

    /** Removes from the log what is forgotten, or was followed by a longer threshold. */
    void forgetOutdated() {
        if (!outdated.isEmpty()) {
            log.forget(List.copyOf(outdated));
            outdated.clear();
        }
    }

    private void add(Entry entry) {
        last = entry.position();
        try {
            add(entry.text(), entry.position());
        } catch (RuntimeException unreadable) {
            logger.error("Log of reminders: expected one at {}, got '{}'", entry.position(), entry.text(), unreadable);
        }
    }

    private void add(String text, long position) {
        String[] parts = text.split(" ", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("expected '%s', a threshold and a judgment".formatted(VERSION));
        }
        PageToken judgment = PageToken.decode(parts[2]);
        JudgmentKey key = new JudgmentKey(
                new StageKey(judgment.ids().get(0), judgment.ids().get(1)), judgment.time());
        Told before = longest.put(key, new Told(position, Duration.ofMillis(Long.parseLong(parts[1]))));
        if (before != null) {
            outdated.add(before.position());
        }
    }

    private static String write(JudgmentKey key, Duration threshold) {
        PageToken judgment = new PageToken(
                key.attempt(), List.of(key.stage().executionId(), key.stage().stageId()));
        return "%s %d %s".formatted(VERSION, threshold.toMillis(), judgment.encode());
    }
}
