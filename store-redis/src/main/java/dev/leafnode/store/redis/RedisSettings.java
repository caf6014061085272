package dev.leafnode.store.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RedisStore} keeps what it is given.
 *
 * @param keyPrefix what the name of every key begins with; stores of different prefixes know nothing of each other
 * @param retention how long a closed judgment is remembered, so that its late open changes nothing; positive
 * @param executionTtl how long an execution is kept after it is complete; null: until it is deleted
 */
public record RedisSettings(
        String keyPrefix, Duration retention, @Nullable Duration executionTtl) {

    /** Redis refuses times that are much longer than a life. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Keys that begin with {@code leafnode:}, a day of retention, and executions that stay until they are deleted. */
    public static final RedisSettings DEFAULT = new RedisSettings("leafnode:", Duration.ofHours(24), null);

    public RedisSettings {
        if (keyPrefix.indexOf('{') >= 0 || keyPrefix.indexOf('}') >= 0) {
            throw new IllegalArgumentException("key prefix '%s': expected no braces".formatted(keyPrefix));
        }
        requirePositive("retention", retention);
        if (executionTtl != null) {
            requirePositive("execution TTL", executionTtl);
        }
    }

    public RedisSettings withKeyPrefix(String newKeyPrefix) {
        return new RedisSettings(newKeyPrefix, retention, executionTtl);
    }

    public RedisSettings withRetention(Duration newRetention) {
        return new RedisSettings(keyPrefix, newRetention, executionTtl);
    }

    public RedisSettings withExecutionTtl(@Nullable Duration newExecutionTtl) {
        return new RedisSettings(keyPrefix, retention, newExecutionTtl);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s: expected a positive duration of %s at the most, got %s".formatted(what, LONGEST, duration));
        }
    }
}
