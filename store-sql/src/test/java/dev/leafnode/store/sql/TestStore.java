package dev.leafnode.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.feed.EventLog;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store on a database of its own, and everything a test wants to see of it. */
final class TestStore implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "leafnode_event",
            "leafnode_judgment_link",
            "leafnode_judgment",
            "leafnode_lineage",
            "leafnode_parent",
            "leafnode_stage",
            "leafnode_execution");

    private final HikariDataSource pool;
    private final Tables tables;
    private final Statements statements = new Statements();
    private final DataSource dataSource;
    private final JdbcTransactionManager transactionManager;
    private final SqlStore store;

    private TestStore(
            DataSource database,
            Consumer<HikariConfig> connections,
            SqlSettings settings,
            Function<DataSource, JdbcTransactionManager> application) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(80);
        config.setMinimumIdle(0);
        connections.accept(config);
        pool = new HikariDataSource(config);
        tables = Tables.of(settings, pool);
        new SqlSchema(pool, settings).migrate();
        dataSource = ProxyDataSourceBuilder.create(pool).listener(statements).build();
        transactionManager = application.apply(dataSource);
        store = new SqlStore(dataSource, transactionManager, WaitRules.DEFAULT, InstantSource.system(), settings);
    }

    static TestStore on(TestDatabase database) {
        return on(database.create(), config -> {});
    }

    static TestStore on(DataSource database, Consumer<HikariConfig> connections) {
        return new TestStore(database, connections, SqlSettings.DEFAULT, JdbcTransactionManager::new);
    }

    static TestStore on(TestDatabase database, SqlSettings settings) {
        return new TestStore(database.create(), config -> {}, settings, JdbcTransactionManager::new);
    }

    static TestStore on(TestDatabase database, Function<DataSource, JdbcTransactionManager> application) {
        return new TestStore(database.create(), config -> {}, SqlSettings.DEFAULT, application);
    }

    ExecutionRepository executions() {
        return store.executions();
    }

    JudgmentRepository judgments() {
        return store.judgments();
    }

    JudgmentRepository leaves(LeafState state) {
        return store.leaves(state);
    }

    EventLog events() {
        return store.events();
    }

    EventLog reminders() {
        return store.reminders();
    }

    Lease lease() {
        return store.lease();
    }

    /** What the store, and nothing else, has sent to the database. */
    Statements statements() {
        return statements;
    }

    /** For the test's own statements, which are not among those. */
    JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    DataSource dataSource() {
        return dataSource;
    }

    boolean joinsTransaction() {
        return store.joinsTransaction();
    }

    /** A transaction of the application. */
    TransactionTemplate transaction() {
        return new TransactionTemplate(transactionManager);
    }

    void clear() {
        switch (Database.of(pool)) {
            case H2 -> truncateOnH2();
            case POSTGRESQL -> jdbc().execute("truncate " + String.join(", ", tables()));
            case MARIADB, MYSQL -> deleteAll();
        }
    }

    /** It truncates no table that others refer to, and takes seconds to delete the rows of a deep chain. */
    private void truncateOnH2() {
        jdbc().execute("set referential_integrity false");
        tables().forEach(table -> jdbc().execute("truncate table " + table));
        jdbc().execute("set referential_integrity true");
    }

    void deleteAll() {
        tables().forEach(table -> jdbc().execute("delete from " + table));
    }

    private List<String> tables() {
        return TABLES.stream().map(tables::in).toList();
    }

    @Override
    public void close() {
        store.close();
        pool.close();
    }
}
