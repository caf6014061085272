package dev.leafnode.store.sql;

import dev.leafnode.model.Lineage;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/** PostgreSQL, where one statement can write several tables and every conflict has a clause of its own. */
final class PostgreSqlDialect implements Dialect {

    private static final String OPEN_WITH_STORED_LINEAGE = """
            with opened as (
                insert into leafnode_judgment as known
                    (execution_id, stage_id, attempt, application, pipeline, stage_name)
                select :executionId, :stageId, :attempt, :application, :pipeline, :stageName
                where not exists (
                    select 1 from leafnode_execution where id = :executionId and complete)
                on conflict (execution_id, stage_id) do update
                set attempt = excluded.attempt,
                    application = excluded.application,
                    pipeline = excluded.pipeline,
                    stage_name = excluded.stage_name,
                    closed_at = null
                where known.attempt < excluded.attempt
                returning execution_id, stage_id, attempt
            ), way as (
                select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over (partition by route) as blocked_at
                from leafnode_way
                where execution_id = :executionId
            ), linked as (
                insert into leafnode_judgment_link
                    (execution_id, stage_id, attempt, route, depth,
                     ancestor_execution_id, ancestor_stage_id, child_execution_id)
                select opened.execution_id, opened.stage_id, opened.attempt, way.route, way.depth,
                    way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
                from opened cross join way
                where way.blocked_at is null or way.depth < way.blocked_at
                on conflict do nothing
            )
            select count(*) from opened
            """;

    private static final String OPEN_WITH_KNOWN_LINEAGE = """
            with opened as (
                insert into leafnode_judgment as known
                    (execution_id, stage_id, attempt, application, pipeline, stage_name)
                select :executionId, :stageId, :attempt, :application, :pipeline, :stageName
                where not exists (
                    select 1 from leafnode_execution where id = :executionId and complete)
                on conflict (execution_id, stage_id) do update
                set attempt = excluded.attempt,
                    application = excluded.application,
                    pipeline = excluded.pipeline,
                    stage_name = excluded.stage_name,
                    closed_at = null
                where known.attempt < excluded.attempt
                returning execution_id, stage_id, attempt
            ), way as (
                select way.depth, way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                    min(case
                            when ancestor.id is null then null
                            when not ancestor.complete
                                and stage.waits
                                and (stage.awaited is null or position(chr(10) || way.child_execution_id || chr(10) in stage.awaited) > 0) then null
                            else way.depth
                        end) over () as blocked_at
                from unnest(:ancestorExecutionIds, :ancestorStageIds, :childExecutionIds)
                    with ordinality as way (ancestor_execution_id, ancestor_stage_id, child_execution_id, depth)
                left join leafnode_execution ancestor
                    on ancestor.id = way.ancestor_execution_id
                left join leafnode_stage stage
                    on stage.execution_id = way.ancestor_execution_id and stage.id = way.ancestor_stage_id
            ), linked as (
                insert into leafnode_judgment_link
                    (execution_id, stage_id, attempt, route, depth,
                     ancestor_execution_id, ancestor_stage_id, child_execution_id)
                select opened.execution_id, opened.stage_id, opened.attempt, 0, way.depth,
                    way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
                from opened cross join way
                where way.blocked_at is null or way.depth < way.blocked_at
                on conflict do nothing
            )
            select count(*) from opened
            """;

    private static final String CLOSE = """
            with closed as (
                insert into leafnode_judgment as known (execution_id, stage_id, attempt, closed_at)
                values (:executionId, :stageId, :attempt, :closedAt)
                on conflict (execution_id, stage_id) do update
                set attempt = excluded.attempt,
                    closed_at = excluded.closed_at,
                    application = case when known.closed_at is null then known.application end
                where known.attempt < excluded.attempt
                    or (known.attempt = excluded.attempt and known.closed_at is null)
                returning application
            )
            select count(application) from closed
            """;

    private static final String INSERT_EXECUTION = """
            insert into leafnode_execution
                (id, application, name, status, complete, created_at, digest, body)
            values (:id, :application, :name, :status, :complete, :createdAt, :digest, :body)
            on conflict (id) do nothing
            """;

    private static final String INSERT_STAGE = """
            insert into leafnode_stage as known (execution_id, id, position, waits, awaited, digest, body)
            select
                id,
                :id,
                coalesce(
                    cast(:position as integer),
                    (select max(position) + 1 from leafnode_stage where execution_id = :executionId),
                    0),
                :waits,
                :awaited,
                :digest,
                :body
            from leafnode_execution
            where id = :executionId
            on conflict (execution_id, id) do update
            set position = coalesce(cast(:position as integer), known.position),
                waits = excluded.waits,
                awaited = excluded.awaited,
                digest = excluded.digest,
                body = excluded.body
            """;

    private static final String DECLARE_TRIGGER = """
            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            values (:child, :parent, :stage, 0)
            on conflict (execution_id, parent_execution_id, parent_stage_id) do update
            set weight = 0
            """;

    private static final String DECLARE_WATCH = """
            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            values (:child, :parent, :stage, :weight)
            on conflict do nothing
            """;

    private static final String GROW = """
            with below as (
                select execution_id, route, depth, via
                from (
                    select execution_id, min(route) as route, depth, via,
                        row_number() over (partition by execution_id order by via <> 0, via) as place
                    from leafnode_lineage
                    where ancestor_execution_id = :child
                    group by execution_id, depth, via
                ) way_to_child
                where place <= :mostWays
                union all
                select cast(:child as varchar), 0, 0, 0
            ), above as (
                select route
                from (
                    select route, row_number() over (order by route <> 0, route) as place
                    from leafnode_lineage
                    where execution_id = :parent and depth = 1
                ) way_from_parent
                where place <= :mostWays
                union
                select 0
            ), way as (
                select
                    below.execution_id,
                    below.via # cast(:weight as bigint) # above.route as route,
                    below.via # cast(:weight as bigint) as via,
                    below.route as lower_route,
                    below.depth as lower_depth,
                    above.route as upper_route
                from below cross join above
            ), step as (
                select way.execution_id, way.route, lower.depth, lower.via,
                    lower.ancestor_execution_id, lower.ancestor_stage_id, lower.child_execution_id
                from way join leafnode_lineage lower
                    on lower.execution_id = way.execution_id
                    and lower.route = way.lower_route
                    and lower.depth <= way.lower_depth
                union all
                select execution_id, route, lower_depth + 1, via,
                    cast(:parent as varchar), cast(:stage as varchar), cast(:child as varchar)
                from way
                union all
                select way.execution_id, way.route, way.lower_depth + 1 + upper.depth, way.via # upper.via,
                    upper.ancestor_execution_id, upper.ancestor_stage_id, upper.child_execution_id
                from way join leafnode_lineage upper
                    on upper.execution_id = :parent
                    and upper.route = way.upper_route
            )
            insert into leafnode_lineage
                (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id
            from step
            where depth <= :maxDepth
                and cast(:child as varchar) <> cast(:parent as varchar)
                and exists (select 1 from leafnode_execution where id = :child)
                and exists (select 1 from leafnode_execution where id = :parent)
                and not exists (
                    select 1 from leafnode_lineage
                    where execution_id = :parent and ancestor_execution_id = :child)
            order by execution_id, route, depth
            on conflict do nothing
            """;

    private static final String EXTEND_LINKS = """
            with grown as (
                select judgment.execution_id, judgment.stage_id, judgment.attempt, step.route
                from leafnode_lineage step
                join leafnode_judgment judgment
                    on judgment.execution_id = step.execution_id and judgment.closed_at is null
                where step.ancestor_execution_id = :parent
                    and step.ancestor_stage_id = :stage
                    and step.child_execution_id = :child
                    and not exists (
                        select 1 from leafnode_judgment_link known
                        where known.execution_id = judgment.execution_id
                            and known.stage_id = judgment.stage_id
                            and known.attempt = judgment.attempt
                            and known.route = step.route
                            and known.depth = step.depth)
                    and (step.depth = 1 or exists (
                        select 1 from leafnode_judgment_link reached
                        join leafnode_lineage lower
                            on lower.execution_id = reached.execution_id
                            and lower.route = reached.route
                            and lower.depth = reached.depth
                        where reached.execution_id = judgment.execution_id
                            and reached.stage_id = judgment.stage_id
                            and reached.attempt = judgment.attempt
                            and reached.depth = step.depth - 1
                            and reached.ancestor_execution_id = :child
                            and lower.via = (step.via # cast(:weight as bigint))))
            ), way as (
                select step.execution_id, step.route, step.depth,
                    step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id,
                    min(case when not step.awaits then step.depth end)
                        over (partition by step.execution_id, step.route) as blocked_at
                from leafnode_way step
                join (select distinct execution_id, route from grown) grown
                    on grown.execution_id = step.execution_id
                    and grown.route = step.route
            )
            insert into leafnode_judgment_link
                (execution_id, stage_id, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select grown.execution_id, grown.stage_id, grown.attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from grown join way on way.execution_id = grown.execution_id and way.route = grown.route
            where way.blocked_at is null or way.depth < way.blocked_at
            order by 1, 2, 3, 4, 5
            on conflict do nothing
            """;

    /** Looked up one by one: the planner would rather read all links and executions than so many of them. */
    private static final String PAGE_OF_AWAITING = """
            select execution.id, execution.created_at, execution.body
            from (
                    select execution_id
                    from leafnode_judgment
                    where closed_at is null and cast(:own as boolean)
                    union
                    select shown.ancestor_execution_id
                    from leafnode_judgment judgment
                    cross join lateral (
                        select ancestor_execution_id
                        from leafnode_visible_link link
                        where link.execution_id = judgment.execution_id and link.stage_id = judgment.stage_id
                        offset 0) shown
                    where judgment.closed_at is null and cast(:below as boolean)) awaiting
            cross join lateral (
                select id, application, name, status, complete, created_at, body
                from leafnode_execution
                where id = awaiting.execution_id
                offset 0) execution
            where (cast(:anyId as boolean) or execution.id in (:ids))
                and (cast(:application as varchar) is null or execution.application = :application)
                and (cast(:complete as boolean) is null or execution.complete = :complete)
                and (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    @Override
    public boolean open(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment, Lineage lineage) {
        String statement = lineage instanceof Lineage.Known ? OPEN_WITH_KNOWN_LINEAGE : OPEN_WITH_STORED_LINEAGE;
        return Counts.of(jdbc, statement, judgment) > 0;
    }

    @Override
    public String close() {
        return CLOSE;
    }

    @Override
    public String insertExecution() {
        return INSERT_EXECUTION;
    }

    @Override
    public String insertStage() {
        return INSERT_STAGE;
    }

    @Override
    public String declareTrigger() {
        return DECLARE_TRIGGER;
    }

    @Override
    public String declareWatch() {
        return DECLARE_WATCH;
    }

    @Override
    public String grow() {
        return GROW;
    }

    @Override
    public String extendLinks() {
        return EXTEND_LINKS;
    }

    @Override
    public String pageOfAwaiting() {
        return PAGE_OF_AWAITING;
    }
}
