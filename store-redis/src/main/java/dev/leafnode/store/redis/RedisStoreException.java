package dev.leafnode.store.redis;

import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis failed a call of the store. The message says which call, on which id or keys, and what Redis or the client
 * said; the cause is what the client threw.
 */
public final class RedisStoreException extends JedisException {

    private static final long serialVersionUID = 1L;

    RedisStoreException(String what, JedisException cause) {
        super("%s: %s".formatted(what, cause.getMessage()), cause);
    }
}
