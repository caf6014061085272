package dev.leafnode.store.redis;

import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.PageToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Searches executions. The sets say which may be found, in their order; some of them are read at a time, as few as a
 * page needs, and each is looked at in its tree before it is believed. So nothing is loaded that is not on the page,
 * except where the sets are wrong.
 */
final class ExecutionSearch {

    /** As many members as are read of a set at a time, where many of them may not be found. */
    private static final int MOST_AT_ONCE = 200;

    private final UnifiedJedis jedis;
    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final TreeReader reader;
    private final FactsReader facts;

    ExecutionSearch(UnifiedJedis jedis, Scripts scripts, Keys keys, Homes homes, TreeReader reader, FactsReader facts) {
        this.jedis = jedis;
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.reader = reader;
        this.facts = facts;
    }

    ExecutionPage search(ExecutionQuery query) {
        return query.ids().isEmpty() ? searchSets(query) : searchIds(query);
    }

    private ExecutionPage searchIds(ExecutionQuery query) {
        List<String> ids = query.ids().stream().map(RedisText::write).toList();
        SearchPage page = new SearchPage(query, jedis, keys, reader, facts);
        Map<String, Found> read = page.read(tags(homes.find(ids)));
        List<String> moved = ids.stream()
                .filter(id -> !read.containsKey(id) && homes.recall(id).isPresent())
                .toList();
        if (!moved.isEmpty()) {
            moved.forEach(homes::forget);
            read.putAll(page.read(tags(homes.find(moved))));
        }
        read.values().stream()
                .filter(found -> isInTime(query, found.created()) && isAfter(query.pageToken(), found))
                .sorted(Comparator.comparingLong(Found::created)
                        .thenComparing(found -> found.execution().id())
                        .reversed())
                .forEach(page::add);
        return page.finish();
    }

    private static Map<String, String> tags(Map<String, Home> homes) {
        Map<String, String> tags = new LinkedHashMap<>();
        homes.forEach((id, home) -> tags.put(id, home.tag()));
        return tags;
    }

    private ExecutionPage searchSets(ExecutionQuery query) {
        SearchPage page = new SearchPage(query, jedis, keys, reader, facts);
        List<String> sets = sets(query);
        String upper = upperBound(query);
        String lower = query.createdFrom() == null ? "-" : Listing.from(StoredForm.clamped(query.createdFrom()));
        int most = Math.max(query.limit() + 1, isSparse(query) ? MOST_AT_ONCE : 0);
        while (!page.isFull()) {
            List<String> members = candidates(sets, upper, lower, most);
            page.addAll(members);
            if (members.size() < most) {
                break;
            }
            upper = "(" + members.get(members.size() - 1);
        }
        return page.finish();
    }

    /**
     * Sets that together hold everything that the query finds; where it has a choice, those with the fewest members.
     */
    private List<String> sets(ExecutionQuery query) {
        String executions =
                query.application() == null ? keys.executions() : keys.executions(RedisText.write(query.application()));
        List<List<String>> choice = new ArrayList<>();
        if (query.name() != null) {
            choice.add(List.of(executions + Listing.withName(RedisText.write(query.name()))));
        }
        if (!query.statuses().isEmpty()) {
            choice.add(query.statuses().stream()
                    .map(status -> executions + Listing.withStatus(RedisText.write(status.name())))
                    .toList());
        }
        if (query.awaiting() != null) {
            choice.add(List.of(executions + Listing.ACTIVE));
        }
        if (choice.isEmpty()) {
            return List.of(executions + Listing.ALL);
        }
        return choice.size() == 1
                ? choice.get(0)
                : Collections.min(
                        choice,
                        Comparator.comparingLong(
                                sets -> sets.stream().mapToLong(jedis::zcard).sum()));
    }

    /** Whether much of what the sets hold may not be found. */
    private static boolean isSparse(ExecutionQuery query) {
        return query.awaiting() != null || isFilteredTwice(query);
    }

    static boolean isFilteredTwice(ExecutionQuery query) {
        return (query.name() == null ? 0 : 1)
                        + (query.statuses().isEmpty() ? 0 : 1)
                        + (query.awaiting() == null ? 0 : 1)
                        + (query.nameContaining() == null ? 0 : 2)
                > 1;
    }

    private static String upperBound(ExecutionQuery query) {
        TreeSet<String> bounds = new TreeSet<>();
        if (query.pageToken() != null) {
            bounds.add(Listing.after(query.pageToken()));
        }
        if (query.createdBefore() != null) {
            bounds.add(Listing.before(StoredForm.clamped(query.createdBefore())));
        }
        return bounds.isEmpty() ? "+" : bounds.first();
    }

    /** The next members of all sets together, as if they were one. */
    private List<String> candidates(List<String> sets, String upper, String lower, int most) {
        TreeSet<String> members = new TreeSet<>(Comparator.reverseOrder());
        scripts.run(Script.CANDIDATES, sets, List.of(upper, lower, String.valueOf(most)))
                .list()
                .forEach(set -> members.addAll(set.texts()));
        return members.stream().limit(most).toList();
    }

    private static boolean isInTime(ExecutionQuery query, long created) {
        return (query.createdFrom() == null || created >= StoredForm.clamped(query.createdFrom()))
                && (query.createdBefore() == null || created < StoredForm.clamped(query.createdBefore()));
    }

    private static boolean isAfter(@Nullable PageToken token, Found found) {
        return token == null
                || found.created() < token.time()
                || (found.created() == token.time()
                        && found.execution().id().compareTo(token.ids().get(0)) < 0);
    }
}
