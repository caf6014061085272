package dev.leafnode.spring;

import dev.leafnode.feed.EventLog;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps everything in this process. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStore(StoreType.MEMORY)
@ConditionalOnMissingBean(JudgmentRepository.class)
class MemoryStoreConfiguration {

    @Bean
    Store leafnodeStore(WaitRules rules, ObjectProvider<InstantSource> clock, Following following) {
        InMemoryStore store = new InMemoryStore(rules, clock.getIfUnique(Clock::systemUTC));
        return new Store(
                        StoreType.MEMORY,
                        store.executions(),
                        store::leaves,
                        Lease.ofProcess(),
                        EventLog.ofProcess(),
                        EventLog.ofProcess(),
                        () -> false)
                .noting(following);
    }
}
