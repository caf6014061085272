package dev.leafnode.store.sql;

import static java.util.Objects.requireNonNull;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The repositories on a SQL database whose tables {@link SqlSchema} has made.
 *
 * <p>A call that finds a transaction of the given transaction manager on its thread takes part in it, and is kept or
 * undone with it; when the call fails, it alone is undone, and the transaction goes on. Where the database has undone the
 * whole transaction instead, as MySQL and MariaDB do to end a deadlock, that is marked to be rolled back: what it did before the
 * call is lost, so it must not be committed. Any other call is a transaction of
 * its own; when it meets another one that changes the same rows it is tried again for a while. So is every step of
 * a repair, which never takes part in a transaction. The mapping is private to the store: nothing of the application's
 * configuration of Spring
 * Data JDBC reaches it, and no bean of the store reaches the application.
 */
public final class SqlStore implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final StoreContext context;
    private final SqlExecutionRepository executions;
    private final Map<LeafState, JudgmentRepository> leaves = new EnumMap<>(LeafState.class);
    private final SqlLease lease;
    private final SqlEventLog events;

    /**
     * Makes a store whose judgments hold up a transaction of the application for a second at the most.
     *
     * @param dataSource connections to the database; they stay the caller's to close
     * @param transactionManager whose transactions the store takes part in; it must work on {@code dataSource}
     * @param rules which stages wait for whom. They are applied when a stage is stored
     * @param clock tells the time of creation of executions that do not say it themselves
     * @throws IllegalStateException if the database is none that this store supports; the message names it and those
     */
    public SqlStore(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            WaitRules rules,
            InstantSource clock) {
        this(dataSource, transactionManager, rules, clock, TIMEOUT);
    }

    /**
     * Makes a store.
     *
     * @param dataSource connections to the database; they stay the caller's to close
     * @param transactionManager whose transactions the store takes part in; it must work on {@code dataSource}
     * @param rules which stages wait for whom. They are applied when a stage is stored
     * @param clock tells the time of creation of executions that do not say it themselves
     * @param timeout how long opening, closing or cutting judgments may hold up a transaction of the application before
     *     the call fails; positive, and rounded up to seconds. H2 ends a wait by its own {@code LOCK_TIMEOUT} instead
     * @throws IllegalStateException if the database is none that this store supports; the message names it and those
     */
    public SqlStore(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            WaitRules rules,
            InstantSource clock,
            Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: expected a positive duration, got " + timeout);
        }
        Dialect dialect = Database.of(dataSource).dialect();
        context = new StoreContext(dataSource, transactionManager);
        NamedParameterJdbcOperations bounded = dialect.hasStatementTimeouts()
                ? new NamedParameterJdbcTemplate(new BoundedJdbc(dataSource, timeout))
                : context.jdbc();
        Transactions transactions = new Transactions(transactionManager, dialect.isolation(), context.jdbc(), bounded);
        Lineages lineages =
                new Lineages(context.jdbc(), context.rows(dialect.edges()), dialect.lineages(), transactions);
        StoredForm form = new StoredForm(rules, clock);
        executions = new SqlExecutionRepository(
                context.jdbc(),
                dialect,
                new ExecutionWriter(
                        context.jdbc(), context.rows(dialect.digests()), dialect, form, lineages, transactions),
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
        lease = new SqlLease(dataSource, transactionManager);
        events = new SqlEventLog(context.jdbc(), transactions);
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

    /** Frees what the store made for itself. The data source stays open, and the repositories are of no more use. */
    @Override
    public void close() {
        lease.close();
        context.close();
    }
}
