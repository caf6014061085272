package dev.leafnode.spring;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlStore;
import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Keeps everything in the host's database and takes part in the host's transactions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStore(StoreType.SQL)
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(JudgmentRepository.class)
class SqlStoreConfiguration {

    /** The schema is migrated after the host's own: a table of ours in an empty schema would end the host's migration. */
    @Bean
    @DependsOnDatabaseInitialization
    SqlStore leafnodeSqlStore(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            WaitRules rules,
            ObjectProvider<InstantSource> clock,
            LeafnodeProperties properties) {
        new SqlSchema(dataSource).migrate();
        return new SqlStore(dataSource, transactions, rules, clock.getIfUnique(Clock::systemUTC), properties.timeout());
    }

    @Bean
    Store leafnodeStore(SqlStore store, Following following) {
        return new Store(store.executions(), store::leaves, store.lease(), store.events(), store.reminders(), true)
                .noting(following);
    }
}
