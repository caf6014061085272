package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import org.springframework.transaction.TransactionDefinition;

/**
 * MySQL and MariaDB, which understand the same statements. How many rows a statement affects depends on the driver
 * there, where it finds a row as it should be; so nothing is ever concluded from that.
 */
final class MySqlDialect implements Dialect {

    /**
     * What is there loses its digest: so it differs from what is saved, whose turn it is, and two rows are affected.
     */
    private static final String INSERT_EXECUTION = """
            insert into leafnode_execution
                (id, application, name, pipeline, status, complete, paused_at, created_at, digest, body)
            values (:id, :application, :name, :pipeline, :status, :complete, :pausedAt, :createdAt, :digest, :body)
            on duplicate key update digest = ''
            """;

    private static final String INSERT_STAGE = """
            insert into leafnode_stage
                (execution_id, id, position, name, waits, awaited,
                 judging_since, failed_at, held, started_at, runs_before,
                 deadline_at, instructions, inputs, roles, digest, body)
            select
                execution.id,
                :id,
                coalesce(:position, :nextPosition),
                :name,
                :waits,
                :awaited,
                :judgingSince,
                :failedAt,
                :held,
                :startedAt,
                :runsBefore,
                :deadlineAt,
                :instructions,
                :inputs,
                :roles,
                :digest,
                :body
            from leafnode_execution execution
            where execution.id = :executionId
            on duplicate key update
                position = coalesce(:position, leafnode_stage.position),
                name = :name,
                waits = :waits,
                awaited = :awaited,
                judging_since = :judgingSince,
                failed_at = :failedAt,
                held = :held,
                started_at = :startedAt,
                runs_before = :runsBefore,
                deadline_at = :deadlineAt,
                instructions = :instructions,
                inputs = :inputs,
                roles = :roles,
                digest = :digest,
                body = :body
            """;

    private static final String PAGE = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where (:anyStatus or execution.status in (:statuses))
                and (:name is null or execution.name = :name)
                and (:nameExpression is null or execution.pipeline regexp :nameExpression)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    private static final String PAGE_BY_PROGRESS = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.complete = :complete
                and (:anyStatus or execution.status in (:statuses))
                and (:name is null or execution.name = :name)
                and (:nameExpression is null or execution.pipeline regexp :nameExpression)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    private static final String PAGE_OF_APPLICATION = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.application = :application
                and (:anyStatus or execution.status in (:statuses))
                and (:name is null or execution.name = :name)
                and (:nameExpression is null or execution.pipeline regexp :nameExpression)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    private static final String PAGE_OF_APPLICATION_BY_PROGRESS = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.application = :application
                and execution.complete = :complete
                and (:anyStatus or execution.status in (:statuses))
                and (:name is null or execution.name = :name)
                and (:nameExpression is null or execution.pipeline regexp :nameExpression)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    private static final String PAGE_BY_ID = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.id in (:ids)
                and (:application is null or execution.application = :application)
                and (:anyStatus or execution.status in (:statuses))
                and (:name is null or execution.name = :name)
                and (:nameExpression is null or execution.pipeline regexp :nameExpression)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    private static final String PAGE_OF_AWAITING = """
            select execution.id, execution.created_at, execution.body
            from (
                    select execution_id
                    from leafnode_judgment
                    where state = 'JUDGMENT'
                        and closed_at is null
                        and :own
                        and (:anyLeaf or application in (:leafApplications))
                    union
                    select link.ancestor_execution_id
                    from leafnode_judgment judgment
                    straight_join leafnode_visible_link link
                        on link.execution_id = judgment.execution_id
                        and link.stage_id = judgment.stage_id
                        and link.state = 'JUDGMENT'
                    where judgment.state = 'JUDGMENT'
                        and judgment.closed_at is null
                        and :below
                        and (:anyLeaf or judgment.application in (:leafApplications))) awaiting
            straight_join leafnode_execution execution
                on execution.id = awaiting.execution_id
            where (:anyId or execution.id in (:ids))
                and (:application is null or execution.application = :application)
                and (:anyStatus or execution.status in (:statuses))
                and (:name is null or execution.name = :name)
                and (:nameExpression is null or execution.pipeline regexp :nameExpression)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    @Override
    public String insertExecution() {
        return INSERT_EXECUTION;
    }

    @Override
    public String insertStage() {
        return INSERT_STAGE;
    }

    @Override
    public String page() {
        return PAGE;
    }

    @Override
    public String pageByProgress() {
        return PAGE_BY_PROGRESS;
    }

    @Override
    public String pageOfApplication() {
        return PAGE_OF_APPLICATION;
    }

    @Override
    public String pageOfApplicationByProgress() {
        return PAGE_OF_APPLICATION_BY_PROGRESS;
    }

    @Override
    public String pageById() {
        return PAGE_BY_ID;
    }

    @Override
    public String pageOfAwaiting() {
        return PAGE_OF_AWAITING;
    }

    @Override
    public boolean hasStatementTimeouts() {
        return true;
    }

    /**
     * By default a transaction reads one state from beginning to end, and a statement that writes locks what it reads,
     * and the gaps between it, against others that insert.
     */
    @Override
    public int isolation() {
        return TransactionDefinition.ISOLATION_READ_COMMITTED;
    }

    @Override
    public boolean locksWhatIsMissing() {
        return true;
    }

    @Override
    public JudgmentStatements judgments(LeafState state) {
        return new MySqlJudgmentStatements(state);
    }

    @Override
    public LineageStatements lineages() {
        return new MySqlLineageStatements();
    }

    @Override
    public RepairStatements repairs(LeafState state) {
        return new MySqlRepairStatements(state);
    }

    @Override
    public Class<? extends DigestRows> digests() {
        return MySqlDigestRows.class;
    }

    @Override
    public Class<? extends EdgeRows> edges() {
        return MySqlEdgeRows.class;
    }

    @Override
    public Class<? extends LinkRows> links() {
        return MySqlLinkRows.class;
    }

    @Override
    public Class<? extends StageRows> stages() {
        return MySqlStageRows.class;
    }
}
