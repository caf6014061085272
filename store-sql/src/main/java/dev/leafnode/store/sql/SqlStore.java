package dev.leafnode.store.sql;

import static java.util.Objects.requireNonNull;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The repositories on a SQL database whose tables {@link SqlSchema} has made.
 *
 * <p>A call that finds a transaction of the given transaction manager on its thread takes part in it, and is kept or
 * undone with it; when the call fails, it alone is undone, and the transaction goes on. Where the database has undone
 * the whole transaction instead, as MySQL and MariaDB do to end a deadlock, that is marked to be rolled back: what it
 * did before the call is lost, so it must not be committed. Any other call is a transaction of its own; when it meets
 * another one that changes the same rows it is tried again for a while. So is every step of a repair, which never
 * takes part in a transaction. The mapping is private to the store: nothing of the application's configuration of
 * Spring Data JDBC reaches it, and no bean of the store reaches the application.
 */
public final class SqlStore implements AutoCloseable {

    private final StoreContext context;
    private final Transactions transactions;
    private final SqlExecutionRepository executions;
    private final Map<LeafState, JudgmentRepository> leaves = new EnumMap<>(LeafState.class);
    private final SqlLease lease;
    private final SqlEventLog events;
    private final SqlEventLog reminders;

    /**
     * Makes a store whose tables are where they are by default.
     *
     * @param dataSource connections to the database; they stay the caller's to close
     * @param transactionManager whose transactions the store takes part in; it must work on {@code dataSource}. The
     *     store's own transactions are none of its
     * @param rules which stages wait for whom. They are applied when a stage is stored
     * @param clock tells the time of creation of executions that do not say it themselves
     * @throws UnreachableDatabaseException if there is no connection
     * @throws UnsupportedDatabaseException if the database or its version is none that this store supports
     */
    public SqlStore(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            WaitRules rules,
            InstantSource clock) {
        this(dataSource, transactionManager, rules, clock, SqlSettings.DEFAULT);
    }

    /**
     * Makes a store.
     *
     * @param dataSource connections to the database; they stay the caller's to close
     * @param transactionManager whose transactions the store takes part in; it must work on {@code dataSource}. The
     *     store's own transactions are none of its
     * @param rules which stages wait for whom. They are applied when a stage is stored
     * @param clock tells the time of creation of executions that do not say it themselves
     * @param settings where the tables are, and how long it may hold up whom
     * @throws UnreachableDatabaseException if there is no connection
     * @throws UnsupportedDatabaseException if the database or its version is none that this store supports
     */
    public SqlStore(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            WaitRules rules,
            InstantSource clock,
            SqlSettings settings) {
        Dialect dialect = Database.of(dataSource).dialect();
        Tables tables = Tables.of(settings, dataSource);
        PlatformTransactionManager own = new JdbcTransactionManager(dataSource);
        context = new StoreContext(dataSource, tables);
        NamedParameterJdbcOperations bounded = dialect.hasStatementTimeouts()
                ? tables.jdbc(new BoundedJdbc(dataSource, settings.timeout()))
                : context.jdbc();
        transactions = new Transactions(dialect, transactionManager, own, context.jdbc(), bounded);
        Lineages lineages =
                new Lineages(context.jdbc(), context.rows(dialect.edges()), dialect.lineages(), transactions);
        StoredForm form = new StoredForm(rules, clock);
        DigestRows digests = context.rows(dialect.digests());
        executions = new SqlExecutionRepository(
                context.jdbc(),
                digests,
                dialect,
                new ExecutionWriter(context.jdbc(), digests, dialect, form, lineages, transactions),
                new ExecutionReader(context.jdbc(), context.rows(dialect.stages()), dialect, form, transactions),
                transactions);
        for (LeafState state : LeafState.values()) {
            leaves.put(
                    state,
                    new SqlJudgmentRepository(
                            state,
                            context.jdbc(),
                            context.rows(dialect.links()),
                            dialect.judgments(state),
                            new JudgmentRepair(state, context.jdbc(), dialect.repairs(state), lineages, transactions),
                            transactions));
        }
        lease = new SqlLease(dataSource, own, tables);
        events = new SqlEventLog("events", context.jdbc(), transactions);
        reminders = new SqlEventLog("reminders", context.jdbc(), transactions);
    }

    /** The executions of this store. */
    public ExecutionRepository executions() {
        return executions;
    }

    /** The judgments of this store, whose {@linkplain dev.leafnode.model.Lineage#stored() lineages} it knows. */
    public JudgmentRepository judgments() {
        return leaves(LeafState.JUDGMENT);
    }

    /** What is in that state, kept apart from what is in any other; {@link #judgments()} for judgments. */
    public JudgmentRepository leaves(LeafState state) {
        return requireNonNull(leaves.get(state), "state");
    }

    /** A lease among all processes that use this database. One that dies loses it within half a minute. */
    public Lease lease() {
        return lease;
    }

    /** A log of what opens and closes, for all processes that use this database. */
    public EventLog events() {
        return events;
    }

    /** A log of what somebody was reminded of, for all processes that use this database. */
    public EventLog reminders() {
        return reminders;
    }

    /**
     * Whether a call that this thread makes now would take part in a transaction of the application. A transaction of
     * another transaction manager than the store's is none of them, whatever else the thread is in.
     */
    public boolean joinsTransaction() {
        return transactions.isJoined();
    }

    /** Frees what the store made for itself. The data source stays open, and the repositories are of no more use. */
    @Override
    public void close() {
        lease.close();
        context.close();
    }
}
