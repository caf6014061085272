package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.RedisSubject;
import java.util.List;

/** P2: the events of a judgment on Redis, beside a script that writes the same and asks nothing. */
final class OpenAndCloseOnRedis implements Goal {

    /** Writes what is open, whose key comes first, and nothing else. */
    static final String OPEN = """
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """;

    /** Writes what was closed, whose key comes second. */
    static final String CLOSE = """
            redis.call('HDEL', KEYS[1], ARGV[1])
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[3])
            return 1
            """;

    @Override
    public String name() {
        return "P2";
    }

    @Override
    public void measure(Session session) throws Exception {
        for (int depth : List.of(1, 5, 50)) {
            try (RedisSubject redis = session.servers().redis()) {
                measure(session, redis, depth);
            }
            try (RedisSubject redis = session.servers().redisThatWaits()) {
                measure(session, redis, depth);
            }
        }
    }

    private void measure(Session session, RedisSubject subject, int depth) throws Exception {
        Chain chain = Chain.stored(subject, "chain", depth);
        RedisBareWrites bare = new RedisBareWrites(subject);
        Side ours = new Waits(chain, subject.judgments(), depth);
        Chain beside = Chain.stored(subject, "by-hand", depth);
        Side limit = new Writes(beside, bare, "write ");
        Measured measured = (depth == 1 ? session.interleavedWhenWarm() : session.interleaved()).run(ours, limit);
        Check.same("written by hand, open and closed", List.of(0L, beside.attempts()), bare.written());
        Check.same("written by the store, open and closed", List.of(0L, chain.attempts()), bare.writtenByStore());
        for (String event : List.of("open", "close")) {
            session.add(Line.slower(
                    new Line.Title(name(), event, subject.name(), "depth " + depth),
                    measured,
                    event,
                    "write " + event,
                    "a script with the same writes",
                    Target.atMost(1.2)));
        }
    }
}
