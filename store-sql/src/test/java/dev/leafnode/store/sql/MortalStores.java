package dev.leafnode.store.sql;

import static java.util.Objects.requireNonNull;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.store.tck.StoreInstance;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.lifecycle.JdbcLifecycleEventListenerAdapter;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Two stores on one database, each of which can be made to die before any statement and any commit. */
final class MortalStores implements AutoCloseable {

    private static final class Mortal extends JdbcLifecycleEventListenerAdapter {

        private final SqlStore store;
        private Runnable beforeStatement = () -> {};

        Mortal(DataSource pool) {
            DataSource dataSource =
                    ProxyDataSourceBuilder.create(pool).listener(this).build();
            store = new SqlStore(
                    dataSource, new JdbcTransactionManager(dataSource), WaitRules.DEFAULT, InstantSource.system());
        }

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            beforeStatement.run();
        }

        @Override
        public void beforeCommit(MethodExecutionContext commit) {
            beforeStatement.run();
        }
    }

    private static final int TRUNCATED_EVERY = 50;

    private final TestStore database;
    private final List<Mortal> stores;
    private int next;
    private int cleared;

    MortalStores(TestDatabase kind) {
        database = TestStore.on(kind);
        DataSource pool = requireNonNull(database.jdbc().getDataSource());
        stores = List.of(new Mortal(pool), new Mortal(pool));
    }

    /** The one that was not asked for last. */
    StoreInstance instance(Runnable beforeStatement) {
        Mortal mortal = stores.get(next++ % stores.size());
        mortal.beforeStatement = beforeStatement;
        return new StoreInstance(
                mortal.store.executions(),
                Arrays.stream(LeafState.values()).collect(Collectors.toMap(Function.identity(), mortal.store::leaves)));
    }

    /** Truncating takes PostgreSQL longer than a short history; deleting alone leaves more and more behind. */
    void clear() {
        if (cleared++ % TRUNCATED_EVERY == 0) {
            database.clear();
        } else {
            database.deleteAll();
        }
    }

    @Override
    public void close() {
        stores.forEach(mortal -> mortal.store.close());
        database.close();
    }
}
