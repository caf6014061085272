package dev.leafnode.store.redis;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Runs scripts, each of which is one round trip to one slot and takes effect as a whole or not at all.
 * While a slot moves from one master to another, neither of them runs a script on it: it is asked for
 * again, for some seconds at most.
 */
final class Scripts {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** As many keys as a failure names. */
    private static final int KEYS_NAMED = 12;

    private final UnifiedJedis jedis;
    private final FailsafeExecutor<@Nullable Object> whileSlotsMove;

    Scripts(UnifiedJedis jedis) {
        this.jedis = jedis;
        whileSlotsMove = Failsafe.with(RetryPolicy.builder()
                .handleIf(Scripts::isMoving)
                .withBackoff(PAUSE, LONGEST_PAUSE)
                .withMaxRetries(-1)
                .withMaxDuration(PATIENCE)
                .build());
    }

    /** By its digest; by its text where the server does not know it, as after a start. */
    Reply run(Script script, List<String> keys, List<String> arguments) {
        try {
            return new Reply(evaluateOrWait(script, keys, arguments));
        } catch (JedisException failure) {
            throw new RedisStoreException("script %s on %s".formatted(script, named(keys)), failure);
        }
    }

    /** Patience costs some microseconds, so it begins where it is needed. */
    private @Nullable Object evaluateOrWait(Script script, List<String> keys, List<String> arguments) {
        try {
            return evaluate(script, keys, arguments);
        } catch (JedisDataException failure) {
            if (!isMoving(failure)) {
                throw failure;
            }
            return whileSlotsMove.get(() -> evaluate(script, keys, arguments));
        }
    }

    private @Nullable Object evaluate(Script script, List<String> keys, List<String> arguments) {
        try {
            return jedis.evalsha(script.sha1(), keys, arguments);
        } catch (JedisNoScriptException unknown) {
            return jedis.eval(script.text(), keys, arguments);
        }
    }

    private static boolean isMoving(Throwable failure) {
        return failure instanceof JedisDataException
                && String.valueOf(failure.getMessage()).startsWith("TRYAGAIN");
    }

    private static String named(List<String> keys) {
        return keys.size() <= KEYS_NAMED
                ? String.join(", ", keys)
                : "%s and %d more".formatted(String.join(", ", keys.subList(0, KEYS_NAMED)), keys.size() - KEYS_NAMED);
    }
}
