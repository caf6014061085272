package dev.leafnode.spring;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.redis.RedisSettings;
import dev.leafnode.store.redis.RedisStore;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.UnifiedJedis;

/**
 * Keeps everything in Redis: through the host's client if it has one, else through a client of our own that the host
 * never sees. A Redis that is away does not keep the application from starting.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStore(StoreType.REDIS)
@ConditionalOnMissingBean(JudgmentRepository.class)
class RedisStoreConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(UnifiedJedis.class)
    RedisClient leafnodeHostRedisClient(UnifiedJedis client, LeafnodeProperties properties) {
        RedisAddress.requireNone(properties.redis());
        return RedisClient.ofHost(client);
    }

    @Bean
    @ConditionalOnMissingBean(RedisClient.class)
    @Conditional(OnRedisAddress.class)
    RedisClient leafnodeOwnRedisClient(LeafnodeProperties properties) {
        return RedisClient.connect(RedisAddress.of(properties.redis()), properties.timeout());
    }

    @Bean
    @ConditionalOnBean(RedisClient.class)
    RedisStore leafnodeRedisStore(
            RedisClient client, WaitRules rules, ObjectProvider<InstantSource> clock, LeafnodeProperties properties) {
        LeafnodeProperties.Redis redis = properties.redis();
        return new RedisStore(
                client.jedis(),
                rules,
                clock.getIfUnique(Clock::systemUTC),
                new RedisSettings(redis.keyPrefix(), properties.retention(), redis.executionTtl()));
    }

    @Bean
    @ConditionalOnBean(RedisStore.class)
    Store leafnodeStore(RedisStore store, Following following) {
        return new Store(
                        StoreType.REDIS,
                        store.executions(),
                        store::leaves,
                        store.lease(),
                        store.events(),
                        store.reminders(),
                        () -> false)
                .noting(following);
    }
}
