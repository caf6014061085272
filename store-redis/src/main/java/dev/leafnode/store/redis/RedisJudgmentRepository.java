package dev.leafnode.store.redis;

import dev.leafnode.model.Audience;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

final class RedisJudgmentRepository implements JudgmentRepository {

    /** As many judgments as one script follows where all are looked through. */
    private static final int MOST_AT_ONCE = 1_000;

    private final LeafState state;
    private final Homes homes;
    private final Attempts attempts;
    private final Cuts cuts;
    private final Inbox inbox;
    private final BlockingSearch blocking;
    private final Supplier<Climb> climbs;
    private final Repair repair;

    RedisJudgmentRepository(
            LeafState state,
            Homes homes,
            Attempts attempts,
            Cuts cuts,
            Inbox inbox,
            BlockingSearch blocking,
            Supplier<Climb> climbs,
            Repair repair) {
        this.state = state;
        this.homes = homes;
        this.attempts = attempts;
        this.cuts = cuts;
        this.inbox = inbox;
        this.blocking = blocking;
        this.climbs = climbs;
        this.repair = repair;
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        return Call.of("open of " + state, judgment.key(), () -> attempts.open(judgment, lineage));
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        return Call.of("close of " + state, key, () -> attempts.close(key, at));
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        return Call.of("cut of " + state + " at", stage, () -> cuts.cut(stage, at));
    }

    @Override
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        return Call.of("repair of", state, () -> repair.run(at, closedBefore, most));
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        return Call.of(
                "links of %s on so many executions:".formatted(state),
                executionIds.size(),
                () -> graph(executionIds, climbs).links(executionIds));
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        return Call.of(
                "search of " + state + " for",
                query,
                () -> isInOrder(query)
                        ? JudgmentPage.of(query, plain(query), query.withCounts() ? counts(query) : Map.of())
                        : JudgmentPage.select(query, everything(query)));
    }

    /** What is below an execution is counted where all of it is at hand anyway. */
    private static boolean isInOrder(JudgmentQuery query) {
        return query.isPlain() && !(query.withCounts() && query.blocking() != null);
    }

    private List<WaitingJudgment> plain(JudgmentQuery query) {
        return query.blocking() == null
                ? fromInbox(query)
                : blocking.find(
                        query,
                        query.blocking(),
                        id -> graph(List.of(id), () -> climbs.get().telling()));
    }

    /** All that is open of an application or below an execution, if the query says so: nothing else is in order. */
    private List<WaitingJudgment> everything(JudgmentQuery query) {
        if (query.blocking() != null) {
            Graph graph = graph(List.of(query.blocking()), () -> climbs.get().telling());
            return graph.blocking(query.blocking()).stream().map(graph::waiting).toList();
        }
        List<WaitingJudgment> all = new ArrayList<>();
        lookThrough(query, all::addAll);
        return all;
    }

    private Map<Audience, Long> counts(JudgmentQuery query) {
        Map<Audience, Long> counts = new HashMap<>();
        lookThrough(
                query,
                some -> some.forEach(waiting -> counts.merge(waiting.judgment().audience(), 1L, Long::sum)));
        return counts;
    }

    /** In memory for as many as are looked at at once. */
    private void lookThrough(JudgmentQuery query, Consumer<List<WaitingJudgment>> action) {
        String application = query.application() == null ? null : RedisText.write(query.application());
        String after = Entry.first();
        List<Entry> entries;
        do {
            entries = inbox.page(state, application, after, MOST_AT_ONCE);
            action.accept(open(entries));
            after = entries.isEmpty() ? after : entries.get(entries.size() - 1).afterThis();
        } while (entries.size() == MOST_AT_ONCE);
    }

    /** One more than a page holds. What the inbox says is looked at in the trees before it is believed. */
    private List<WaitingJudgment> fromInbox(JudgmentQuery query) {
        List<WaitingJudgment> found = new ArrayList<>();
        String application = query.application() == null ? null : RedisText.write(query.application());
        JudgmentKey last = query.after();
        String after = last == null ? Entry.first() : Entry.after(last.attempt(), Lists.write(last.stage()));
        int most = query.limit() + 1;
        while (found.size() < most) {
            List<Entry> entries = inbox.page(state, application, after, most);
            found.addAll(open(entries));
            if (entries.size() < most) {
                break;
            }
            after = entries.get(entries.size() - 1).afterThis();
        }
        return found.subList(0, Math.min(found.size(), most));
    }

    private List<WaitingJudgment> open(List<Entry> entries) {
        Graph graph = climbs.get().telling().from(Entry.stagesByTag(entries));
        Map<Entry, Open> open = new HashMap<>();
        graph.judgments().forEach(judgment -> open.put(judgment.entry(), judgment));
        return entries.stream()
                .map(open::get)
                .filter(Objects::nonNull)
                .map(graph::waiting)
                .toList();
    }

    /** What shows on some executions. Those that are not where they were met lately are looked for once more. */
    private Graph graph(Collection<String> executionIds, Supplier<Climb> climbs) {
        List<String> ids =
                executionIds.stream().map(RedisText::write).distinct().toList();
        Climb climb = climbs.get();
        Graph graph = climb.on(homes.find(ids));
        if (climb.missing().isEmpty()) {
            return graph;
        }
        climb.missing().forEach(homes::forget);
        return climbs.get().on(homes.find(ids));
    }
}
