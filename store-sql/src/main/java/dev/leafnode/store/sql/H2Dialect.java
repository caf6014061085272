package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;

/** H2. */
final class H2Dialect implements Dialect {

    private static final String INSERT_EXECUTION = """
            insert into leafnode_execution
                (id, application, name, pipeline, status, complete, paused_at, created_at, digest, body)
            select :id, :application, :name, :pipeline, :status, :complete, :pausedAt, :createdAt, :digest, :body
            where not exists (select 1 from leafnode_execution where id = :id)
            """;

    private static final String INSERT_STAGE = """
            insert into leafnode_stage
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
            """;

    private static final String PAGE_OF_AWAITING = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.id in (
                    select execution_id
                    from leafnode_judgment
                    where state = 'JUDGMENT'
                        and closed_at is null
                        and cast(:own as boolean)
                        and (cast(:anyLeaf as boolean) or application in (:leafApplications))
                    union
                    select ancestor_execution_id
                    from leafnode_visible_link
                    where state = 'JUDGMENT'
                        and cast(:below as boolean)
                        and (cast(:anyLeaf as boolean) or application in (:leafApplications)))
                and (cast(:anyId as boolean) or execution.id in (:ids))
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

    /** H2 would keep it for the connection; it bounds the wait for a lock by itself. */
    @Override
    public boolean hasStatementTimeouts() {
        return false;
    }

    @Override
    public boolean arraysNeedTheirConnection() {
        return true;
    }

    @Override
    public JudgmentStatements judgments(LeafState state) {
        return new H2JudgmentStatements();
    }

    @Override
    public LineageStatements lineages() {
        return new H2LineageStatements();
    }
}
