package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * What is kept of judgments and of the stages above them, read by hand in two round trips: the page, and what stands behind
 * each of its entries. It knows only leaves whose parents are roots, takes every parent to wait, no execution to be paused
 * and no question to be asked, and reads texts as they are stored, which is what they are where all of them are ASCII.
 */
final class RedisBareReads implements BareReads {

    private static final String PREFIX = "leafnode:1:";

    /** Replies with four values of each judgment: itself, its parent, and the facts of that execution and of that stage. */
    private static final String JUDGMENTS = """
            local found = {}
            for i = 1, #ARGV, 2 do
              local tree = KEYS[i + 1]
              local parent = redis.call('HGET', tree, 'p:' .. ARGV[i + 1])
              local facts = redis.call('HMGET', tree, 'x:' .. string.match(parent, '^[^\t]*'), 's:' .. parent)
              found[#found + 1] = redis.call('HGET', KEYS[i], ARGV[i])
              found[#found + 1] = parent
              found[#found + 1] = facts[1]
              found[#found + 1] = facts[2]
            end
            return found
            """;

    private static final int VALUES = 4;

    private final UnifiedJedis jedis;
    private final String judgments;

    RedisBareReads(UnifiedJedis jedis) {
        this.jedis = jedis;
        judgments = jedis.scriptLoad(JUDGMENTS, PREFIX);
    }

    @Override
    public List<WaitingJudgment> inbox(int limit) {
        List<StageKey> stages = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (String member : jedis.zrange(PREFIX + "{directory}:inbox:JUDGMENT", 0, limit)) {
            String[] parts = member.split("\t", -1);
            stages.add(new StageKey(parts[1], parts[2]));
            tags.add(parts[3]);
        }
        return read(stages, tags).stream().limit(limit).toList();
    }

    /** No set has them in order, so all of them are read. */
    @Override
    public List<WaitingJudgment> blocking(String executionId, int limit) {
        List<StageKey> stages = jedis.hgetAll(tree(executionId) + "open:JUDGMENT").entrySet().stream()
                .map(entry -> new JudgmentKey(stage(entry.getKey()), attempt(entry.getValue())))
                .sorted()
                .limit(limit + 1L)
                .map(JudgmentKey::stage)
                .toList();
        return read(stages, Collections.nCopies(stages.size(), executionId)).stream()
                .limit(limit)
                .toList();
    }

    private List<WaitingJudgment> read(List<StageKey> stages, List<String> tags) {
        List<String> keys = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            keys.add(tree(tags.get(i)) + "open:JUDGMENT");
            fields.add(stages.get(i).executionId() + "\t" + stages.get(i).stageId());
            keys.add(tree(tags.get(i)) + "tree");
            fields.add(stages.get(i).executionId());
        }
        List<?> replies = (List<?>) jedis.evalsha(judgments, keys, fields);
        List<WaitingJudgment> found = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            List<String> reply = replies.subList(i * VALUES, (i + 1) * VALUES).stream()
                    .map(String.class::cast)
                    .toList();
            found.add(WaitingJudgment.of(
                    judgment(stages.get(i), values(reply.get(0))),
                    List.of(ancestor(stage(reply.get(1)), values(reply.get(2)), values(reply.get(3)))),
                    false));
        }
        return found;
    }

    private static String tree(String tag) {
        return PREFIX + "{tree:" + tag + "}:";
    }

    private static StageKey stage(String written) {
        String[] ids = written.split("\t", -1);
        return new StageKey(ids[0], ids[1]);
    }

    private static Map<String, String> values(String written) {
        Map<String, String> values = new HashMap<>();
        for (String line : written.split("\n", -1)) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return values;
    }

    private static Judgment judgment(StageKey stage, Map<String, String> known) {
        return new Judgment(
                new JudgmentKey(stage, Long.parseLong(known.get("a"))),
                Objects.requireNonNull(known.get("p"), "an application"),
                known.get("n"),
                known.get("m"),
                Question.NONE,
                instant(known.get("v")));
    }

    private static Ancestor ancestor(StageKey stage, Map<String, String> execution, Map<String, String> facts) {
        return new Ancestor(stage, execution.get("a"), execution.get("n"), facts.get("m"), instant(facts.get("v")));
    }

    /** It stands on the first line. */
    private static long attempt(String judgment) {
        return Long.parseLong(judgment, "a=".length(), judgment.indexOf('\n'), 10);
    }

    private static @Nullable Instant instant(@Nullable String millis) {
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
