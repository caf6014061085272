package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.RedisSubject;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** One script for each event, on keys beside the store's: what is above a judgment is no part of what it writes. */
final class RedisBareWrites implements SameWrites {

    private static final String OURS = "leafnode:1:";
    private static final String THEIRS = "bench:";
    private static final String TREE = "{tree:%s}:";
    private static final String OPEN = "open:JUDGMENT";
    private static final String CLOSED = "closed:JUDGMENT";
    private static final String RETENTION = "86400000";

    private final UnifiedJedis jedis;
    private final String open;
    private final String close;

    RedisBareWrites(RedisSubject subject) {
        jedis = subject.jedis();
        open = jedis.scriptLoad(OpenAndCloseOnRedis.OPEN, THEIRS);
        close = jedis.scriptLoad(OpenAndCloseOnRedis.CLOSE, THEIRS);
    }

    @Override
    public void open(JudgmentKey key, List<StageKey> way) {
        String judgment = "a=%d\nn=judge\no=0\np=%s\nq=pipeline of %s\nk=1"
                .formatted(key.attempt(), Runs.APPLICATION, key.stage().executionId());
        jedis.evalsha(open, keys(way), List.of(field(key), judgment));
    }

    @Override
    public void close(JudgmentKey key, List<StageKey> way) {
        jedis.evalsha(close, keys(way), List.of(field(key), "%1$d\t%1$d".formatted(key.attempt()), RETENTION));
    }

    @Override
    public List<Long> written() {
        return count(THEIRS);
    }

    @Override
    public List<Long> writtenByStore() {
        return count(OURS);
    }

    private List<Long> count(String prefix) {
        return List.of(countIn(prefix + TREE.formatted("*") + OPEN), countIn(prefix + TREE.formatted("*") + CLOSED));
    }

    private long countIn(String keys) {
        return jedis.keys(keys).stream().mapToLong(jedis::hlen).sum();
    }

    private static List<String> keys(List<StageKey> way) {
        String tree = THEIRS + TREE.formatted(way.get(way.size() - 1).executionId());
        return List.of(tree + OPEN, tree + CLOSED);
    }

    private static String field(JudgmentKey key) {
        return key.stage().executionId() + "\t" + key.stage().stageId();
    }
}
