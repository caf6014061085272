package dev.leafnode.store.sql;

import dev.leafnode.model.Lineage;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * H2, where a statement writes one table. Opening links first: links without an open judgment show nothing, so nobody
 * sees the moment between the two statements, and a crash there leaves nothing behind that shows.
 */
final class H2Dialect implements Dialect {

    private static final String LINK_ALONG_STORED_LINEAGE = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select :executionId, :stageId, :attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from (
                select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over (partition by route) as blocked_at
                from leafnode_way
                where execution_id = :executionId
            ) way
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and not exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = :executionId
                        and known.stage_id = :stageId
                        and known.attempt >= :attempt)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = :executionId
                        and known.stage_id = :stageId
                        and known.attempt = :attempt
                        and known.route = way.route
                        and known.depth = way.depth)
            """;

    private static final String LINK_ALONG_KNOWN_LINEAGE = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select :executionId, :stageId, :attempt, 0, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from (
                select way.depth, way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
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
                        cast(:childExecutionIds as varchar array))
                    with ordinality as way (ancestor_execution_id, ancestor_stage_id, child_execution_id, depth)
                left join leafnode_execution ancestor
                    on ancestor.id = way.ancestor_execution_id
                left join leafnode_stage stage
                    on stage.execution_id = way.ancestor_execution_id and stage.id = way.ancestor_stage_id
            ) way
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and not exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = :executionId
                        and known.stage_id = :stageId
                        and known.attempt >= :attempt)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = :executionId
                        and known.stage_id = :stageId
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
                    cast(:attempt as bigint) as attempt,
                    cast(:application as varchar) as application,
                    cast(:pipeline as varchar) as pipeline,
                    cast(:stageName as varchar) as stage_name
                where not exists (
                    select 1 from leafnode_execution where id = :executionId and complete)
            ) opened
            on known.execution_id = opened.execution_id and known.stage_id = opened.stage_id
            when matched and known.attempt < opened.attempt then update
            set attempt = opened.attempt,
                application = opened.application,
                pipeline = opened.pipeline,
                stage_name = opened.stage_name,
                closed_at = null
            when not matched then
            insert (execution_id, stage_id, attempt, application, pipeline, stage_name)
            values (opened.execution_id, opened.stage_id, opened.attempt,
                opened.application, opened.pipeline, opened.stage_name)
            """;

    private static final String CLOSE = """
            select count(application) from final table (
                merge into leafnode_judgment known
                using (
                    select
                        cast(:executionId as varchar) as execution_id,
                        cast(:stageId as varchar) as stage_id,
                        cast(:attempt as bigint) as attempt,
                        cast(:closedAt as bigint) as closed_at
                ) closed
                on known.execution_id = closed.execution_id and known.stage_id = closed.stage_id
                when matched and (
                    known.attempt < closed.attempt
                    or (known.attempt = closed.attempt and known.closed_at is null)) then update
                set attempt = closed.attempt,
                    closed_at = closed.closed_at,
                    application = case when known.closed_at is null then known.application end
                when not matched then
                insert (execution_id, stage_id, attempt, closed_at)
                values (closed.execution_id, closed.stage_id, closed.attempt, closed.closed_at))
            """;

    private static final String INSERT_EXECUTION = """
            insert into leafnode_execution
                (id, application, name, status, complete, created_at, digest, body)
            select :id, :application, :name, :status, :complete, :createdAt, :digest, :body
            where not exists (select 1 from leafnode_execution where id = :id)
            """;

    private static final String INSERT_STAGE = """
            insert into leafnode_stage (execution_id, id, position, waits, awaited, digest, body)
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
            """;

    private static final String DECLARE_TRIGGER = """
            merge into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            key (execution_id, parent_execution_id, parent_stage_id)
            values (:child, :parent, :stage, 0)
            """;

    private static final String DECLARE_WATCH = """
            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            select cast(:child as varchar), cast(:parent as varchar), cast(:stage as varchar), cast(:weight as bigint)
            where not exists (
                select 1 from leafnode_parent
                where execution_id = :child and parent_execution_id = :parent and parent_stage_id = :stage)
            """;

    private static final String GROW = """
            insert into leafnode_lineage
                (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
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
                    bitxor(bitxor(below.via, cast(:weight as bigint)), above.route) as route,
                    bitxor(below.via, cast(:weight as bigint)) as via,
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
                select way.execution_id, way.route, way.lower_depth + 1 + upper.depth, bitxor(way.via, upper.via),
                    upper.ancestor_execution_id, upper.ancestor_stage_id, upper.child_execution_id
                from way join leafnode_lineage upper
                    on upper.execution_id = :parent
                    and upper.route = way.upper_route
            )
            select execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id
            from step
            where depth <= :maxDepth
                and cast(:child as varchar) <> cast(:parent as varchar)
                and exists (select 1 from leafnode_execution where id = :child)
                and exists (select 1 from leafnode_execution where id = :parent)
                and not exists (
                    select 1 from leafnode_lineage
                    where execution_id = :parent and ancestor_execution_id = :child)
                and not exists (
                    select 1 from leafnode_lineage known
                    where known.execution_id = step.execution_id
                        and known.route = step.route
                        and known.depth = step.depth)
            order by execution_id, route, depth
            """;

    private static final String EXTEND_LINKS = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
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
                            and lower.via = bitxor(step.via, cast(:weight as bigint))))
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
            select grown.execution_id, grown.stage_id, grown.attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from grown join way on way.execution_id = grown.execution_id and way.route = grown.route
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = grown.execution_id
                        and known.stage_id = grown.stage_id
                        and known.attempt = grown.attempt
                        and known.route = way.route
                        and known.depth = way.depth)
            order by 1, 2, 3, 4, 5
            """;

    private static final String PAGE_OF_AWAITING = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.id in (
                    select execution_id
                    from leafnode_judgment
                    where closed_at is null and cast(:own as boolean)
                    union
                    select ancestor_execution_id
                    from leafnode_visible_link
                    where cast(:below as boolean))
                and (cast(:anyId as boolean) or execution.id in (:ids))
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
        jdbc.update(lineage instanceof Lineage.Known ? LINK_ALONG_KNOWN_LINEAGE : LINK_ALONG_STORED_LINEAGE, judgment);
        return jdbc.update(OPEN, judgment) > 0;
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
