package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.PageToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import redis.clients.jedis.UnifiedJedis;

/** A page that is being filled. */
final class SearchPage {

    private final ExecutionQuery query;
    private final UnifiedJedis jedis;
    private final Keys keys;
    private final TreeReader reader;
    private final FactsReader facts;
    private final List<Found> found = new ArrayList<>();
    private final List<JudgmentLink> links = new ArrayList<>();

    SearchPage(ExecutionQuery query, UnifiedJedis jedis, Keys keys, TreeReader reader, FactsReader facts) {
        this.query = query;
        this.jedis = jedis;
        this.keys = keys;
        this.reader = reader;
        this.facts = facts;
    }

    boolean isFull() {
        return found.size() > query.limit();
    }

    /** Adds what is found of some members, in their order; one more than fit tells that there is another page. */
    void addAll(List<String> members) {
        List<Member> possible =
                matching(waiting(members.stream().map(Member::read).toList()));
        int from = 0;
        while (from < possible.size() && !isFull()) {
            int most = Math.min(possible.size(), from + query.limit() + 1 - found.size());
            Map<String, String> tags = new LinkedHashMap<>();
            int to = from;
            // One that stands there twice, in two trees, is looked for in each of them.
            while (to < most && !tags.containsKey(possible.get(to).id())) {
                tags.put(possible.get(to).id(), possible.get(to).tag());
                to++;
            }
            List<Member> some = possible.subList(from, to);
            Map<String, Found> read = read(tags);
            for (Member member : some) {
                Found one = read.get(member.id());
                if (one != null && one.created() == member.created()) {
                    add(one);
                }
            }
            from = to;
        }
    }

    void add(Found one) {
        if (!isFull()) {
            found.add(one);
        }
    }

    ExecutionPage finish() {
        List<Found> shown = found.subList(0, Math.min(found.size(), query.limit()));
        List<Execution> executions = shown.stream().map(Found::execution).toList();
        Set<String> ids = new HashSet<>();
        executions.forEach(execution -> ids.add(execution.id()));
        links.removeIf(link -> !ids.contains(link.ancestor().executionId()));
        List<PageToken> places = shown.stream().map(Found::place).toList();
        return new ExecutionPage(
                executions,
                places,
                query.withLinks() ? links : List.of(),
                isFull() ? places.get(places.size() - 1) : null);
    }

    /** Reads those that are awaited, if that is asked for, and what shows on them. */
    Map<String, Found> read(Map<String, String> tags) {
        Map<String, List<String>> idsByTag = new LinkedHashMap<>();
        tags.forEach((id, tag) ->
                idsByTag.computeIfAbsent(tag, key -> new ArrayList<>()).add(id));
        if (idsByTag.isEmpty()) {
            return new LinkedHashMap<>();
        }
        TreeReader.Page page = reader.read(query, query.withLinks() || query.awaiting() != null, idsByTag);
        Map<String, Found> read = new LinkedHashMap<>(page.found());
        if (query.awaiting() != null) {
            Set<String> awaited = awaited(query.awaiting(), page.links());
            read.values().removeIf(one -> !awaited.contains(one.execution().id()));
        }
        read.values().removeIf(one -> !query.findsName(one.execution().name()));
        List<String> ids =
                read.values().stream().map(one -> one.execution().id()).toList();
        links.addAll(page.links().links(ids));
        return read;
    }

    private Set<String> awaited(Awaiting awaiting, Graph graph) {
        Set<String> applications = query.leafApplications();
        Predicate<Judgment> counts = judgment -> applications == null || applications.contains(judgment.application());
        Set<String> awaited = new HashSet<>();
        if (awaiting != Awaiting.BELOW) {
            awaited.addAll(graph.holding(counts));
        }
        if (awaiting != Awaiting.OWN) {
            awaited.addAll(graph.showing(counts));
        }
        return awaited;
    }

    /** Those whose name and status are asked for, where sets leave one of them open. */
    private List<Member> matching(List<Member> members) {
        if (!ExecutionSearch.isFilteredTwice(query)) {
            return members;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        members.forEach(member -> tags.put(member.id(), member.tag()));
        Map<String, FactsReader.Listed> listed = facts.read(tags);
        return members.stream()
                .filter(member -> listed.containsKey(member.id())
                        && matches(listed.get(member.id()).now()))
                .toList();
    }

    private boolean matches(Listing listing) {
        List<String> sets = listing.sets();
        return query.findsName(listing.name())
                && (query.statuses().isEmpty()
                        || query.statuses().stream()
                                .anyMatch(status -> sets.contains(Listing.withStatus(RedisText.write(status.name())))));
    }

    /** Those whose trees may show anything, if that is asked for. */
    private List<Member> waiting(List<Member> members) {
        if (query.awaiting() == null || members.isEmpty()) {
            return members;
        }
        List<String> tags = members.stream().map(Member::tag).distinct().toList();
        List<Double> scores = jedis.zmscore(keys.waiting(), tags.toArray(String[]::new));
        Set<String> mayShow = new HashSet<>();
        for (int i = 0; i < tags.size(); i++) {
            if (scores.get(i) != null) {
                mayShow.add(tags.get(i));
            }
        }
        return members.stream().filter(member -> mayShow.contains(member.tag())).toList();
    }
}
