package dev.leafnode.store.sql;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Both repositories on a SQL database whose tables {@link SqlSchema} has made.
 *
 * <p>A call that finds a transaction of the given transaction manager on its thread takes part in it, and is kept or
 * undone with it; when the call fails, it alone is undone, and the transaction goes on. Any other call is a transaction of its own; when it meets another one that changes the same rows it is
 * tried again a few times. The mapping is private to the store: nothing of the application's configuration of Spring
 * Data JDBC reaches it, and no bean of the store reaches the application.
 */
public final class SqlStore implements AutoCloseable {

    private final StoreContext context;
    private final SqlExecutionRepository executions;
    private final SqlJudgmentRepository judgments;

    /**
     * Makes a store.
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
        Dialect dialect = Database.of(dataSource).dialect();
        context = new StoreContext(dataSource, transactionManager);
        Transactions transactions = new Transactions(dataSource, transactionManager);
        Lineages lineages =
                new Lineages(context.jdbc(), context.rows(EdgeRows.class), dialect.lineages(), transactions);
        StoredForm form = new StoredForm(rules, clock);
        executions = new SqlExecutionRepository(
                context.jdbc(),
                dialect,
                new ExecutionWriter(
                        context.jdbc(), context.rows(DigestRows.class), dialect, form, lineages, transactions),
                new ExecutionReader(context.jdbc(), context.rows(StageRows.class), dialect, form, transactions),
                transactions);
        judgments = new SqlJudgmentRepository(
                context.jdbc(),
                context.rows(JudgmentRows.class),
                context.rows(StepRows.class),
                context.rows(LinkRows.class),
                dialect.judgments(),
                transactions);
    }

    /** The executions of this store. */
    public ExecutionRepository executions() {
        return executions;
    }

    /** The judgments of this store, whose {@linkplain dev.leafnode.model.Lineage#stored() lineages} it knows. */
    public JudgmentRepository judgments() {
        return judgments;
    }

    /** Frees what the store made for itself. The data source stays open, and the repositories are of no more use. */
    @Override
    public void close() {
        context.close();
    }
}
