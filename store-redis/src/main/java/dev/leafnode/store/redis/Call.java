package dev.leafnode.store.redis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** A call of the store, which says what it was about when Redis fails it. */
final class Call {

    private Call() {}

    static <T extends @Nullable Object> T of(String what, Object subject, Supplier<T> action) {
        try {
            return action.get();
        } catch (JedisException failure) {
            throw new RedisStoreException("%s %s".formatted(what, subject), failure);
        }
    }

    static void of(String what, Object subject, Runnable action) {
        of(what, subject, () -> {
            action.run();
            return true;
        });
    }
}
