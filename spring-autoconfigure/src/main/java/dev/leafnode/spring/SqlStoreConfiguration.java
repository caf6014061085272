package dev.leafnode.spring;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.sql.SchemaException;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlSettings;
import dev.leafnode.store.sql.SqlStore;
import dev.leafnode.store.sql.UnreachableDatabaseException;
import dev.leafnode.store.sql.UnsupportedDatabaseException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.Supplier;
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

    /**
     * The schema is migrated after the host's own: a table of ours in an empty schema would end the host's migration.
     */
    @Bean
    @DependsOnDatabaseInitialization
    LateStore leafnodeSqlStore(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            WaitRules rules,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<ReconcileSchedule> schedule,
            LeafnodeProperties properties) {
        LeafnodeProperties.Sql sql = properties.sql();
        SqlSettings settings = settings(sql).withTimeout(properties.timeout());
        Supplier<LateStore.Opened> open = explained(sql.schema(), () -> {
            prepare(sql.schema(), new SqlSchema(dataSource, settings));
            return opened(new SqlStore(dataSource, transactions, rules, clock.getIfUnique(Clock::systemUTC), settings));
        });
        return sql.failFast()
                ? LateStore.required(StoreType.SQL, open)
                : LateStore.whenever(StoreType.SQL, open, () -> schedule.ifAvailable(ReconcileSchedule::soon));
    }

    @Bean
    Store leafnodeStore(LateStore store, Following following) {
        return store.store().noting(following);
    }

    private static SqlSettings settings(LeafnodeProperties.Sql sql) {
        String schema = sql.schemaName();
        try {
            return SqlSettings.DEFAULT.in(schema == null || schema.isBlank() ? null : schema, sql.tablePrefix());
        } catch (IllegalArgumentException setting) {
            throw new StoreSelectionException(StoreSelection.withoutNames(setting), setting);
        }
    }

    private static void prepare(SchemaMode mode, SqlSchema schema) {
        switch (mode) {
            case MIGRATE -> schema.migrate();
            case VALIDATE -> schema.validate();
            case NONE -> {}
        }
    }

    private static LateStore.Opened opened(SqlStore store) {
        return new LateStore.Opened(
                new Store(
                        StoreType.SQL,
                        store.executions(),
                        store::leaves,
                        store.lease(),
                        store.events(),
                        store.reminders(),
                        store::joinsTransaction),
                store::close);
    }

    private static Supplier<LateStore.Opened> explained(SchemaMode mode, Supplier<LateStore.Opened> open) {
        return () -> {
            try {
                return open.get();
            } catch (UnreachableDatabaseException failure) {
                throw new StoreSelectionException(StoreSelection.unreachable(failure), failure);
            } catch (UnsupportedDatabaseException failure) {
                throw new StoreSelectionException(StoreSelection.unsupported(failure), failure);
            } catch (SchemaException failure) {
                throw new StoreSelectionException(StoreSelection.withoutSchema(failure, mode), failure);
            }
        };
    }
}
