package dev.leafnode.benchmarks.stores;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlStore;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Our store on a database of its own, through the pool that hosts use. */
public final class SqlSubject implements Subject {

    private static final int CONNECTIONS = 16;

    private final String name;
    private final HikariDataSource pool;
    private final SqlStore store;
    private final Runnable dropping;

    SqlSubject(String name, String url, Runnable dropping) {
        this.name = name;
        this.dropping = dropping;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(CONNECTIONS);
        pool = new HikariDataSource(config);
        new SqlSchema(pool).migrate();
        store = new SqlStore(pool, new JdbcTransactionManager(pool), WaitRules.DEFAULT, InstantSource.system());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ExecutionRepository executions() {
        return store.executions();
    }

    @Override
    public JudgmentRepository judgments() {
        return store.judgments();
    }

    /** The pool that both sides take their connections from. */
    public DataSource dataSource() {
        return pool;
    }

    /** Where another process finds the database. */
    public String url() {
        return pool.getJdbcUrl();
    }

    /** For what is prepared or checked, and not measured. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    public SqlStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        pool.close();
        dropping.run();
    }
}
