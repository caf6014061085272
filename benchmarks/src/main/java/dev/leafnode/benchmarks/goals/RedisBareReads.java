package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;

/**
 * What is kept of judgments, read by hand in two round trips: the page, and what stands behind each of its entries. It
 * knows only leaves whose parents are roots.
 */
final class RedisBareReads implements BareReads {

    private static final String PREFIX = "leafnode:1:";

    private static final String JUDGMENTS = """
            local found = {}
            for i = 1, #ARGV, 2 do
              found[i] = redis.call('HGET', KEYS[i], ARGV[i])
              found[i + 1] = redis.call('HGET', KEYS[i + 1], ARGV[i + 1])
            end
            return found
            """;

    private final UnifiedJedis jedis;
    private final String judgments;

    RedisBareReads(UnifiedJedis jedis) {
        this.jedis = jedis;
        judgments = jedis.scriptLoad(JUDGMENTS, PREFIX);
    }

    @Override
    public List<Found> inbox(int limit) {
        List<String> members = jedis.zrange(PREFIX + "{directory}:inbox:JUDGMENT", 0, limit);
        List<String> keys = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (String member : members) {
            String[] parts = member.split("\t", -1);
            keys.add(tree(parts[3]) + "open:JUDGMENT");
            fields.add(parts[1] + "\t" + parts[2]);
            keys.add(tree(parts[3]) + "tree");
            fields.add("p:" + parts[1]);
        }
        List<?> values = (List<?>) jedis.evalsha(judgments, keys, fields);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < values.size() && found.size() < limit; i += 2) {
            found.add(
                    new Found(key(fields.get(i), (String) values.get(i)), List.of(stage((String) values.get(i + 1)))));
        }
        return found;
    }

    /** No set has them in order, so all of them are read. */
    @Override
    public List<Found> blocking(String executionId, int limit) {
        Map<String, String> open = jedis.hgetAll(tree(executionId) + "open:JUDGMENT");
        List<JudgmentKey> page = open.entrySet().stream()
                .map(entry -> key(entry.getKey(), entry.getValue()))
                .sorted()
                .limit(limit)
                .toList();
        List<String> parents = jedis.hmget(
                tree(executionId) + "tree",
                page.stream().map(key -> "p:" + key.stage().executionId()).toArray(String[]::new));
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            found.add(new Found(page.get(i), List.of(stage(parents.get(i)))));
        }
        return found;
    }

    private static String tree(String tag) {
        return PREFIX + "{tree:" + tag + "}:";
    }

    private static JudgmentKey key(String stage, String judgment) {
        int attempt = judgment.indexOf("a=") + 2;
        int end = judgment.indexOf('\n', attempt);
        return new JudgmentKey(
                stage(stage), Long.parseLong(judgment.substring(attempt, end < 0 ? judgment.length() : end)));
    }

    private static StageKey stage(String written) {
        String[] ids = written.split("\t", -1);
        return new StageKey(ids[0], ids[1]);
    }
}
