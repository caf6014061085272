package dev.leafnode.store.sql;

import dev.leafnode.model.Lineage;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * H2, where a statement writes one table. Opening takes two, in one transaction: were they apart, a lineage that grows
 * between them would be missed by both sides.
 */
final class H2JudgmentStatements implements JudgmentStatements {

    private static final String LINK_ALONG_STORED_LINEAGE = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select :executionId, :stageId, :state, :attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from (
                select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over (partition by route) as blocked_at
                from leafnode_way
                where execution_id = :executionId
            ) way
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and exists (
                    select 1 from leafnode_judgment
                    where execution_id = :executionId
                        and stage_id = :stageId
                        and state = :state
                        and attempt = :attempt
                        and closed_at is null)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = :executionId
                        and known.stage_id = :stageId
                        and known.state = :state
                        and known.attempt = :attempt
                        and known.route = way.route
                        and known.depth = way.depth)
            """;

    private static final String LINK_ALONG_KNOWN_LINEAGE = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id,
                 application, pipeline, stage_name, deadline_at)
            select :executionId, :stageId, :state, :attempt, 0, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                way.application, way.pipeline, way.stage_name, way.deadline_at
            from (
                select way.depth, way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                    way.application, way.pipeline, way.stage_name, way.deadline_at,
                    min(case
                            when ancestor.id is null then null
                            when not ancestor.complete
                                and stage.waits
                                and (stage.awaited is null or locate(char(10) || way.child_execution_id || char(10), stage.awaited) > 0) then null
                            else way.depth
                        end) over () as blocked_at
                from unnest(
                        cast(:ancestorExecutionIds as varchar array),
                        cast(:ancestorStageIds as varchar array),
                        cast(:childExecutionIds as varchar array),
                        cast(:ancestorApplications as varchar array),
                        cast(:ancestorPipelines as varchar array),
                        cast(:ancestorStageNames as varchar array),
                        cast(:ancestorDeadlines as bigint array))
                    with ordinality as way (
                        ancestor_execution_id, ancestor_stage_id, child_execution_id,
                        application, pipeline, stage_name, deadline_at, depth)
                left join leafnode_execution ancestor
                    on ancestor.id = way.ancestor_execution_id
                left join leafnode_stage stage
                    on stage.execution_id = way.ancestor_execution_id and stage.id = way.ancestor_stage_id
            ) way
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and exists (
                    select 1 from leafnode_judgment
                    where execution_id = :executionId
                        and stage_id = :stageId
                        and state = :state
                        and attempt = :attempt
                        and closed_at is null)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = :executionId
                        and known.stage_id = :stageId
                        and known.state = :state
                        and known.attempt = :attempt
                        and known.route = 0
                        and known.depth = way.depth)
            """;

    private static final String OPEN = """
            merge into leafnode_judgment known
            using (
                select
                    cast(:executionId as varchar) as execution_id,
                    cast(:stageId as varchar) as stage_id,
                    cast(:state as varchar) as state,
                    cast(:attempt as bigint) as attempt,
                    cast(:stored as boolean) as stored,
                    cast(:application as varchar) as application,
                    cast(:pipeline as varchar) as pipeline,
                    cast(:stageName as varchar) as stage_name,
                    cast(:deadlineAt as bigint) as deadline_at,
                    cast(:instructions as varchar) as instructions,
                    cast(:inputs as varchar) as inputs,
                    cast(:roles as varchar) as roles,
                    (
                        select attempt
                        from leafnode_leaf
                        where state = :state and execution_id = :executionId and stage_id = :stageId) as waiting,
                    exists (
                        select 1
                        from leafnode_stage
                        where execution_id = :executionId and id = :stageId) as stage_stored
                where coalesce(
                    (select not complete or cast(:state as varchar) = 'FAILED' from leafnode_execution where id = :executionId),
                    not cast(:stored as boolean))
            ) opened
            on known.execution_id = opened.execution_id
                and known.stage_id = opened.stage_id
                and known.state = opened.state
            when matched and known.attempt <> opened.attempt
                and (opened.attempt is not distinct from opened.waiting
                    or (known.attempt < opened.attempt
                        and known.attempt is distinct from opened.waiting
                        and (opened.waiting is not null or not opened.stage_stored))) then update
            set attempt = opened.attempt,
                stored = opened.stored,
                application = opened.application,
                pipeline = opened.pipeline,
                stage_name = opened.stage_name,
                deadline_at = opened.deadline_at,
                instructions = opened.instructions,
                inputs = opened.inputs,
                roles = opened.roles,
                closed_at = null
            when not matched then
            insert (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles)
            values (opened.execution_id, opened.stage_id, opened.state, opened.attempt, opened.stored,
                opened.application, opened.pipeline, opened.stage_name,
                opened.deadline_at, opened.instructions, opened.inputs, opened.roles)
            """;

    private static final String CLOSE = """
            select count(application) from final table (
                merge into leafnode_judgment known
                using (
                    select
                        cast(:executionId as varchar) as execution_id,
                        cast(:stageId as varchar) as stage_id,
                        cast(:state as varchar) as state,
                        cast(:attempt as bigint) as attempt,
                        cast(:closedAt as bigint) as closed_at,
                        (
                        select attempt
                        from leafnode_leaf
                        where state = :state and execution_id = :executionId and stage_id = :stageId) as waiting
                ) closed
                on known.execution_id = closed.execution_id
                    and known.stage_id = closed.stage_id
                    and known.state = closed.state
                when matched and (
                    (known.attempt = closed.attempt and known.closed_at is null)
                    or (known.attempt <> closed.attempt and closed.attempt is not distinct from closed.waiting)
                    or (known.attempt < closed.attempt
                        and known.attempt is distinct from closed.waiting)) then update
                set attempt = closed.attempt,
                    closed_at = closed.closed_at,
                    application = case when known.closed_at is null then known.application end
                when not matched then
                insert (execution_id, stage_id, state, attempt, stored, closed_at)
                values (closed.execution_id, closed.stage_id, closed.state, closed.attempt, false, closed.closed_at))
            """;

    private static final String CUT = """
            delete from leafnode_judgment_link
            where (execution_id, stage_id, state, attempt, route, depth) in (
                select above.execution_id, above.stage_id, above.state, above.attempt, above.route, above.depth
                from leafnode_judgment_link ended
                join leafnode_judgment_link above
                    on above.execution_id = ended.execution_id
                    and above.stage_id = ended.stage_id
                    and above.state = ended.state
                    and above.attempt = ended.attempt
                    and above.route = ended.route
                    and above.depth >= ended.depth
                where ended.ancestor_execution_id = :executionId
                    and ended.ancestor_stage_id = :stageId
                    and ended.state = :state
                    and ended.attempt <= :at
                    and not exists (
                        select 1 from leafnode_execution ancestor
                        join leafnode_stage stage
                            on stage.execution_id = ancestor.id and stage.id = :stageId
                        where ancestor.id = :executionId
                            and not ancestor.complete
                            and stage.waits
                            and locate(char(10) || ended.child_execution_id || char(10), stage.awaited) > 0)
                    and not exists (
                        select 1 from leafnode_judgment known
                        where known.execution_id = ended.execution_id
                            and known.stage_id = ended.stage_id
                            and known.state = ended.state
                            and (known.closed_at is not null or known.attempt <> ended.attempt)))
            """;

    private static final String PAGE_OF_BLOCKING = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused,
                0 as place
            from leafnode_judgment
            where state = :state
                and closed_at is null
                and (execution_id, stage_id) in (
                    select execution_id, stage_id
                    from leafnode_judgment
                    where state = :state and execution_id = :blocked
                    union
                    select execution_id, stage_id
                    from leafnode_visible_link
                    where state = :state
                        and ancestor_execution_id = :blocked
                        and execution_id = any (array (
                            select distinct execution_id
                            from leafnode_judgment_link
                            where state = :state and ancestor_execution_id = :blocked)))
                and (cast(:application as varchar) is null or application = :application)
                and attempt >= :attempt
                and (attempt > :attempt
                    or execution_id > :executionId
                    or (execution_id = :executionId and stage_id > :stageId))
            order by attempt, execution_id, stage_id
            limit :most
            """;

    private static final String WITH_WAYS = """
            select page.execution_id, page.stage_id, page.attempt, page.application, page.pipeline, page.stage_name,
                page.deadline_at, page.instructions, page.inputs, page.roles, page.paused,
                step.route, step.ancestor_execution_id, step.ancestor_stage_id,
                step.ancestor_application, step.ancestor_pipeline, step.ancestor_stage_name, step.ancestor_deadline_at
            from (%s) page
            left join leafnode_visible_link step
                on step.execution_id = page.execution_id
                and step.stage_id = page.stage_id
                and step.state = :state
                and step.attempt = page.attempt
            order by page.place, page.attempt, page.execution_id, page.stage_id,
                step.route <> 0, step.route, step.depth
            """;

    @Override
    public boolean open(
            Transactions transactions,
            NamedParameterJdbcOperations jdbc,
            MapSqlParameterSource judgment,
            Lineage lineage) {
        String link = lineage instanceof Lineage.Known ? LINK_ALONG_KNOWN_LINEAGE : LINK_ALONG_STORED_LINEAGE;
        return transactions.together(() -> {
            boolean opened = jdbc.update(OPEN, judgment) > 0;
            jdbc.update(link, judgment);
            return opened;
        });
    }

    @Override
    public boolean close(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt) {
        return transactions.single(() -> Counts.of(jdbc, CLOSE, attempt) > 0);
    }

    @Override
    public boolean cut(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage) {
        return transactions.single(() -> jdbc.update(CUT, stage) > 0);
    }

    @Override
    public String withWays(String page) {
        return WITH_WAYS.formatted(page);
    }

    @Override
    public String pageOfBlocking() {
        return PAGE_OF_BLOCKING;
    }
}
