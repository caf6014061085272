package dev.leafnode.store.redis;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * Finds what an execution waits for, a page of it. What is open of its tree is put in order by the client; only as many
 * judgments as a page holds are then followed upwards, and the others only where those do not fill it. Where judgments
 * of other trees may show on the execution, all of them are followed.
 */
final class BlockingSearch {

    /** As many judgments as one script follows after those that a page holds. */
    private static final int MOST_FOLLOWED = 5_000;

    private final LeafState state;
    private final UnifiedJedis jedis;
    private final Keys keys;
    private final Homes homes;
    private final Supplier<Climb> climbs;

    BlockingSearch(LeafState state, UnifiedJedis jedis, Keys keys, Homes homes, Supplier<Climb> climbs) {
        this.state = state;
        this.jedis = jedis;
        this.keys = keys;
        this.homes = homes;
        this.climbs = climbs;
    }

    /**
     * One more than a page holds, which tells whether it is the last.
     *
     * @param everything what shows on an execution, by all trees
     */
    List<WaitingJudgment> find(JudgmentQuery query, String executionId, Function<String, Graph> everything) {
        return homes.find(RedisText.write(executionId))
                .filter(Home::isOfStored)
                .flatMap(home -> inOrder(query, executionId, home.tag()))
                .orElseGet(() -> found(query, executionId, everything.apply(executionId), key -> true));
    }

    /** Empty if the execution is not stored in that tree, or other trees are below it. */
    private Optional<List<WaitingJudgment>> inOrder(JudgmentQuery query, String executionId, String tag) {
        List<JudgmentKey> leaves = leaves(query, tag);
        List<WaitingJudgment> found = new ArrayList<>();
        int most = query.limit() + 1;
        int from = 0;
        int to = Math.min(leaves.size(), most);
        while (true) {
            List<JudgmentKey> some = leaves.subList(from, to);
            Optional<Graph> graph = climbs.get()
                    .telling()
                    .from(
                            tag,
                            RedisText.write(executionId),
                            some.stream().map(key -> Lists.write(key.stage())).toList());
            if (graph.isEmpty()) {
                return Optional.empty();
            }
            // One that has been opened anew since has a later place in the order, on this page or on another one.
            Set<JudgmentKey> asked = new HashSet<>(some);
            found.addAll(found(query, executionId, graph.get(), asked::contains));
            if (found.size() >= most || to == leaves.size()) {
                return Optional.of(found.subList(0, Math.min(found.size(), most)));
            }
            from = to;
            to = Math.min(leaves.size(), from + MOST_FOLLOWED);
        }
    }

    /** What is open of a tree and comes after the last page, in order. */
    private List<JudgmentKey> leaves(JudgmentQuery query, String tag) {
        JudgmentKey after = query.after();
        return jedis.hgetAll(keys.open(tag, state)).entrySet().stream()
                .map(open -> Open.key(open.getKey(), open.getValue()))
                .filter(key -> after == null || key.compareTo(after) > 0)
                .sorted()
                .toList();
    }

    private static List<WaitingJudgment> found(
            JudgmentQuery query, String executionId, Graph graph, Predicate<JudgmentKey> asked) {
        JudgmentKey after = query.after();
        return graph.blocking(executionId).stream()
                .filter(open -> query.application() == null
                        || query.application().equals(open.judgment().application()))
                .filter(open -> after == null || open.key().compareTo(after) > 0)
                .filter(open -> asked.test(open.key()))
                .sorted(Comparator.comparing(Open::key))
                .limit(query.limit() + 1L)
                .map(graph::waiting)
                .toList();
    }
}
