package dev.leafnode.store.tck.example;

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
        open.put(key, WaitingJudgment.of(judgment, rootFirst(lineage), false));
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
                List<Ancestor> rest =
                        waiting.ancestors().subList(cutOff, waiting.ancestors().size());
                entry.setValue(WaitingJudgment.of(waiting.judgment(), rest, false));
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
        List<WaitingJudgment> blocking = open.values().stream()
                .filter(waiting -> query.blocking() == null || blocks(waiting, query.blocking()))
                .toList();
        return JudgmentPage.select(query, blocking);
    }

    @Override
    public synchronized List<JudgmentLink> links(Collection<String> executionIds) {
        Map<List<Object>, JudgmentLink> links = new HashMap<>();
        for (WaitingJudgment waiting : open.values()) {
            for (StageKey stage : waiting.path()) {
                if (executionIds.contains(stage.executionId())) {
                    JudgmentLink link = new JudgmentLink(stage, waiting.judgment(), 1);
                    links.merge(List.of(stage, link.application()), link, JudgmentLink::and);
                }
            }
        }
        return List.copyOf(links.values());
    }

    private static boolean blocks(WaitingJudgment waiting, String executionId) {
        return waiting.judgment().key().stage().executionId().equals(executionId)
                || waiting.path().stream().anyMatch(stage -> stage.executionId().equals(executionId));
    }

    private static WaitingJudgment longer(WaitingJudgment waiting, List<Ancestor> ancestors) {
        return ancestors.size() > waiting.ancestors().size()
                ? WaitingJudgment.of(waiting.judgment(), ancestors, false)
                : waiting;
    }

    private static List<Ancestor> rootFirst(Lineage lineage) {
        List<Ancestor> ancestors = new ArrayList<>();
        if (lineage instanceof Lineage.Known known) {
            ancestors.addAll(known.ancestors());
        }
        Collections.reverse(ancestors);
        return ancestors;
    }
}
