package com.example.rocks;

import dev.leafnode.feed.JudgmentEvent;
import dev.leafnode.json.JudgmentEventJson;
import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;

/**
 * The judgments of an engine that keeps its executions itself: of each stage what became of it last, {@code open} or
 * {@code closed}. A call is one write. One process at a time opens a RocksDB, so a lock of that process will do.
 */
public final class RocksJudgmentRepository implements JudgmentRepository {

    private static final JudgmentEventJson JSON = new JudgmentEventJson();

    /** In place of the application of what is closed: nobody reads it there, nor is it known of what never opened. */
    private static final String UNREAD = "-";

    private final Records records;

    /** Keeps judgments in a column family that nobody else uses. */
    public RocksJudgmentRepository(RocksDB db, ColumnFamilyHandle family) {
        records = new Records(db, family);
    }

    @Override
    public synchronized boolean open(Judgment judgment, Lineage lineage) {
        if (!(lineage instanceof Lineage.Known known)) {
            return false;
        }
        JudgmentKey key = judgment.key();
        JudgmentEvent latest = latest(key.stage()).orElse(null);
        boolean isNew = latest == null || latest.key().attempt() < key.attempt();
        List<Ancestor> rootFirst = new ArrayList<>(known.ancestors());
        Collections.reverse(rootFirst);
        if (isNew) {
            records.write(opened(judgment, rootFirst));
        } else if (latest instanceof JudgmentEvent.Opened opened
                && opened.key().equals(key)
                && opened.waiting().ancestors().size() < rootFirst.size()) {
            records.write(opened(opened.waiting().judgment(), rootFirst));
        }
        return isNew;
    }

    @Override
    public synchronized boolean close(JudgmentKey key, Instant at) {
        JudgmentEvent latest = latest(key.stage()).orElse(null);
        boolean closes = latest instanceof JudgmentEvent.Opened && latest.key().attempt() <= key.attempt();
        if (closes || latest == null || latest.key().attempt() < key.attempt()) {
            records.write(changes(new JudgmentEvent.Closed(key, UNREAD, at)));
        }
        return closes;
    }

    @Override
    public synchronized boolean cut(StageKey stage, Instant at) {
        Map<String, String> changes = new HashMap<>();
        for (WaitingJudgment waiting : open(any -> true)) {
            List<Ancestor> ancestors = waiting.ancestors();
            int end = waiting.path().indexOf(stage) + 1;
            if (end > 0 && waiting.judgment().key().attempt() <= at.toEpochMilli()) {
                changes.putAll(opened(waiting.judgment(), ancestors.subList(end, ancestors.size())));
            }
        }
        records.write(changes);
        return !changes.isEmpty();
    }

    /** Whether a judgment still waits is not known here: a reconciler asks the engine, and calls open, close and cut. */
    @Override
    public synchronized Repairs repair(Instant at, Instant closedBefore, int most) {
        Map<String, String> changes = new HashMap<>();
        records.under("closed", closed -> JSON.read(closed).at().isBefore(closedBefore), most)
                .forEach((key, closed) -> changes.put(key, ""));
        records.write(changes);
        return new Repairs(0, 0, 0, 0, changes.size());
    }

    @Override
    public synchronized JudgmentPage search(JudgmentQuery query) {
        String blocking = query.blocking();
        return JudgmentPage.select(query, open(waiting -> blocking == null || blocks(waiting, blocking)));
    }

    @Override
    public synchronized List<JudgmentLink> links(Collection<String> executionIds) {
        Map<List<Object>, JudgmentLink> links = new HashMap<>();
        for (WaitingJudgment waiting : open(any -> true)) {
            for (StageKey stage : waiting.path()) {
                if (executionIds.contains(stage.executionId())) {
                    JudgmentLink link = new JudgmentLink(stage, waiting.judgment(), 1);
                    links.merge(List.of(stage, link.application()), link, JudgmentLink::and);
                }
            }
        }
        return List.copyOf(links.values());
    }

    private Optional<JudgmentEvent> latest(StageKey stage) {
        return records.find("open" + text(stage))
                .or(() -> records.find("closed" + text(stage)))
                .map(JSON::read);
    }

    private List<WaitingJudgment> open(Predicate<WaitingJudgment> wanted) {
        return records.under("open", any -> true, Integer.MAX_VALUE).values().stream()
                .map(record -> ((JudgmentEvent.Opened) JSON.read(record)).waiting())
                .filter(wanted)
                .toList();
    }

    private static boolean blocks(WaitingJudgment waiting, String executionId) {
        return waiting.judgment().key().stage().executionId().equals(executionId)
                || waiting.path().stream().anyMatch(stage -> stage.executionId().equals(executionId));
    }

    private static Map<String, String> opened(Judgment judgment, List<Ancestor> rootFirst) {
        return changes(new JudgmentEvent.Opened(WaitingJudgment.of(judgment, rootFirst, false), Instant.EPOCH));
    }

    private static Map<String, String> changes(JudgmentEvent latest) {
        boolean isOpen = latest instanceof JudgmentEvent.Opened;
        String stage = text(latest.key().stage());
        return Map.of(
                "open" + stage, isOpen ? JSON.write(latest) : "", "closed" + stage, isOpen ? "" : JSON.write(latest));
    }

    /** Ids hold no control characters, so that no two stages have the same text. */
    private static String text(StageKey stage) {
        return "\n" + stage.executionId() + "\n" + stage.stageId();
    }
}
