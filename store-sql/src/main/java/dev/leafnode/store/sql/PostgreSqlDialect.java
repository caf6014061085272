package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;

/** PostgreSQL. */
final class PostgreSqlDialect implements Dialect {

    private static final String INSERT_EXECUTION = """
            insert into leafnode_execution
                (id, application, name, pipeline, status, complete, paused_at, created_at, digest, body)
            values (:id, :application, :name, :pipeline, :status, :complete, :pausedAt, :createdAt, :digest, :body)
            on conflict (id) do nothing
            """;

    private static final String INSERT_STAGE = """
            insert into leafnode_stage as known
                (execution_id, id, position, name, waits, awaited,
                 judging_since, failed_at, held, started_at, runs_before,
                 deadline_at, instructions, inputs, roles, digest, body)
            select
                id,
                :id,
                coalesce(cast(:position as integer), :nextPosition),
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
            from leafnode_execution
            where id = :executionId
            on conflict (execution_id, id) do update
            set position = coalesce(cast(:position as integer), known.position),
                name = excluded.name,
                waits = excluded.waits,
                awaited = excluded.awaited,
                judging_since = excluded.judging_since,
                failed_at = excluded.failed_at,
                held = excluded.held,
                started_at = excluded.started_at,
                runs_before = excluded.runs_before,
                deadline_at = excluded.deadline_at,
                instructions = excluded.instructions,
                inputs = excluded.inputs,
                roles = excluded.roles,
                digest = excluded.digest,
                body = excluded.body
            """;

    /** Looked up one by one: the planner would rather read all links and executions than so many of them. */
    private static final String PAGE_OF_AWAITING = """
            select execution.id, execution.created_at, execution.body
            from (
                    select execution_id
                    from leafnode_judgment
                    where state = 'JUDGMENT'
                        and closed_at is null
                        and cast(:own as boolean)
                        and (cast(:anyLeaf as boolean) or application in (:leafApplications))
                    union
                    select shown.ancestor_execution_id
                    from leafnode_judgment judgment
                    cross join lateral (
                        select ancestor_execution_id
                        from leafnode_visible_link link
                        where link.execution_id = judgment.execution_id
                            and link.stage_id = judgment.stage_id
                            and link.state = 'JUDGMENT'
                        offset 0) shown
                    where judgment.state = 'JUDGMENT'
                        and judgment.closed_at is null
                        and cast(:below as boolean)
                        and (cast(:anyLeaf as boolean) or judgment.application in (:leafApplications))) awaiting
            cross join lateral (
                select id, application, name, pipeline, status, complete, created_at, body
                from leafnode_execution
                where id = awaiting.execution_id
                offset 0) execution
            where (cast(:anyId as boolean) or execution.id in (:ids))
                and (cast(:application as varchar) is null or execution.application = :application)
                and (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and (cast(:nameContaining as varchar) is null
                    or translate(execution.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :nameContaining escape '!')
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
    public String pageOfAwaiting() {
        return PAGE_OF_AWAITING;
    }

    @Override
    public boolean hasStatementTimeouts() {
        return true;
    }

    @Override
    public JudgmentStatements judgments(LeafState state) {
        return new PostgreSqlJudgmentStatements(state);
    }

    @Override
    public LineageStatements lineages() {
        return new PostgreSqlLineageStatements();
    }
}
