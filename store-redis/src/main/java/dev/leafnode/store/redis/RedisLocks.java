package dev.leafnode.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Locks as keys that end by themselves. Each holder writes a value of its own, and gives back or prolongs no other one.
 */
final class RedisLocks implements ExtensibleLockProvider {

    private final UnifiedJedis jedis;
    private final Scripts scripts;
    private final String key;

    RedisLocks(UnifiedJedis jedis, Scripts scripts, String key) {
        this.jedis = jedis;
        this.scripts = scripts;
        this.key = key;
    }

    @Override
    public Optional<SimpleLock> lock(LockConfiguration configuration) {
        String holder = UUID.randomUUID().toString();
        SetParams ifFree =
                new SetParams().nx().px(configuration.getLockAtMostFor().toMillis());
        String taken = Call.of("lock of", key, () -> jedis.set(key, holder, ifFree));
        return taken == null ? Optional.empty() : Optional.of(new Lock(configuration, holder));
    }

    private final class Lock extends AbstractSimpleLock {

        private final String holder;

        Lock(LockConfiguration configuration, String holder) {
            super(configuration);
            this.holder = holder;
        }

        @Override
        protected void doUnlock() {
            hold(Duration.ZERO);
        }

        @Override
        protected Optional<SimpleLock> doExtend(LockConfiguration configuration) {
            return hold(configuration.getLockAtMostFor())
                    ? Optional.of(new Lock(configuration, holder))
                    : Optional.empty();
        }

        private boolean hold(Duration time) {
            return scripts.run(Script.HOLD, List.of(key), List.of(holder, String.valueOf(time.toMillis())))
                    .flag();
        }
    }
}
