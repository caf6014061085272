package dev.leafnode.store.sql;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

final class SqlExecutionRepository implements ExecutionRepository {

    private static final String DELETE_EXECUTION = """
            delete from leafnode_execution
            where id = :executionId
            """;

    private static final String DELETE_JUDGMENTS = """
            delete from leafnode_judgment
            where execution_id = :executionId
            """;

    private static final String DELETE_LINKS = """
            delete from leafnode_judgment_link
            where execution_id = :executionId
            """;

    private static final String DELETE_LINEAGE = """
            delete from leafnode_lineage
            where execution_id = :executionId
            """;

    /** What others say of the execution stays true: it takes effect again if an execution of that id comes back. */
    private static final String DELETE_EDGES = """
            delete from leafnode_parent
            where execution_id = :executionId
                or (parent_execution_id = :executionId and weight <> 0)
            """;

    private final NamedParameterJdbcOperations jdbc;
    private final DigestRows digests;
    private final Dialect dialect;
    private final ExecutionWriter writer;
    private final ExecutionReader reader;
    private final Transactions transactions;

    SqlExecutionRepository(
            NamedParameterJdbcOperations jdbc,
            DigestRows digests,
            Dialect dialect,
            ExecutionWriter writer,
            ExecutionReader reader,
            Transactions transactions) {
        this.jdbc = jdbc;
        this.digests = digests;
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
        this.transactions = transactions;
    }

    @Override
    public void save(Execution execution) {
        writer.save(execution);
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        writer.saveStage(executionId, stage);
    }

    @Override
    public ExecutionPage search(ExecutionQuery query) {
        return reader.search(query);
    }

    @Override
    public boolean delete(String executionId) {
        MapSqlParameterSource parameters = new MapSqlParameterSource("executionId", StoredText.sought(executionId));
        return transactions.together(() -> {
            if (digests.lock(StoredText.sought(executionId)).isEmpty()) {
                return false;
            }
            jdbc.update(DELETE_EXECUTION, parameters);
            jdbc.update(DELETE_JUDGMENTS, parameters);
            jdbc.update(DELETE_LINKS, parameters);
            jdbc.update(dialect.lineages().cutLinks(), parameters);
            jdbc.update(DELETE_LINEAGE, parameters);
            jdbc.update(dialect.lineages().cutLineages(), parameters);
            jdbc.update(DELETE_EDGES, parameters);
            return true;
        });
    }
}
