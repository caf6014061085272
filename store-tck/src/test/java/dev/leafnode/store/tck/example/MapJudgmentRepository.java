package dev.leafnode.store.tck.example;

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
import java.util.NavigableMap;
import java.util.TreeMap;

/** The judgments of an engine that keeps its executions elsewhere, in two maps. */
public final class MapJudgmentRepository implements JudgmentRepository {

    private final NavigableMap<JudgmentKey, WaitingJudgment> open = new TreeMap<>();
    private final Map<StageKey, Long> latestAttempts = new HashMap<>();
    private final Map<StageKey, Instant> closed = new HashMap<>();

    @Override
    public synchronized boolean open(Judgment judgment, Lineage lineage) {
        JudgmentKey key = judgment.key();
        Long latest = latestAttempts.get(key.stage());
        if (latest != null && latest >= key.attempt()) {
            open.computeIfPresent(key, (known, waiting) -> longer(waiting, rootFirst(lineage)));
            return false;
        }
        close(key, key.since());
        closed.remove(key.stage());
        open.put(key, new WaitingJudgment(judgment, rootFirst(lineage)));
        return true;
    }

    @Override
    public synchronized boolean close(JudgmentKey key, Instant at) {
        Long latest = latestAttempts.get(key.stage());
        latestAttempts.merge(key.stage(), key.attempt(), Math::max);
        if (latest == null || latest <= key.attempt()) {
            closed.putIfAbsent(key.stage(), at);
        }
        return latest != null && latest <= key.attempt() && open.remove(new JudgmentKey(key.stage(), latest)) != null;
    }

    @Override
    public synchronized boolean cut(StageKey stage, Instant at) {
        boolean cut = false;
        for (Map.Entry<JudgmentKey, WaitingJudgment> entry : open.entrySet()) {
            WaitingJudgment waiting = entry.getValue();
            int cutOff = waiting.path().indexOf(stage) + 1;
            if (cutOff > 0 && entry.getKey().attempt() <= at.toEpochMilli()) {
                List<StageKey> rest =
                        waiting.path().subList(cutOff, waiting.path().size());
                entry.setValue(new WaitingJudgment(waiting.judgment(), rest));
                cut = true;
            }
        }
        return cut;
    }

    /** Whether a judgment still waits is not known here: a reconciler asks the engine, and calls open, close and cut. */
    @Override
    public synchronized Repairs repair(Instant at, Instant closedBefore, int most) {
        List<StageKey> old = closed.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(closedBefore))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
        old.forEach(closed::remove);
        old.forEach(latestAttempts::remove);
        return new Repairs(0, 0, 0, 0, old.size());
    }

    @Override
    public synchronized JudgmentPage search(JudgmentQuery query) {
        JudgmentKey after = query.after();
        List<WaitingJudgment> found = (after == null ? open : open.tailMap(after, false))
                .values().stream()
                        .filter(waiting -> matches(query, waiting))
                        .limit(query.limit() + 1L)
                        .toList();
        return JudgmentPage.of(query, found);
    }

    @Override
    public synchronized List<JudgmentLink> links(Collection<String> executionIds) {
        Map<StageKey, List<Judgment>> byStage = new HashMap<>();
        for (WaitingJudgment waiting : open.values()) {
            for (StageKey stage : waiting.path()) {
                if (executionIds.contains(stage.executionId())) {
                    byStage.computeIfAbsent(stage, key -> new ArrayList<>()).add(waiting.judgment());
                }
            }
        }
        List<JudgmentLink> links = new ArrayList<>();
        byStage.forEach((stage, below) -> links.add(new JudgmentLink(stage, below.get(0), below.size())));
        return links;
    }

    private static WaitingJudgment longer(WaitingJudgment waiting, List<StageKey> path) {
        return path.size() > waiting.path().size() ? new WaitingJudgment(waiting.judgment(), path) : waiting;
    }

    private static List<StageKey> rootFirst(Lineage lineage) {
        List<StageKey> path = new ArrayList<>();
        if (lineage instanceof Lineage.Known known) {
            path.addAll(known.ancestors());
        }
        Collections.reverse(path);
        return path;
    }

    private static boolean matches(JudgmentQuery query, WaitingJudgment waiting) {
        String application = waiting.judgment().application();
        String leaf = waiting.judgment().key().stage().executionId();
        return (query.application() == null || query.application().equals(application))
                && (query.blocking() == null
                        || query.blocking().equals(leaf)
                        || waiting.path().stream()
                                .anyMatch(stage -> stage.executionId().equals(query.blocking())));
    }
}
