package dev.leafnode.store.sql;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * PostgreSQL, where every conflict has a clause of its own. Where a statement looks up rows for others that it has just
 * found, whose number the planner cannot know, "lateral" and "offset 0" have it use the index all the same.
 */
final class PostgreSqlLineageStatements implements LineageStatements {

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

    private static final String INHERIT = """
            with above as (
                (select route
                from leafnode_lineage
                where execution_id = :parent and depth = 1
                order by route <> 0, route
                limit :mostWays)
                union
                select 0
            ), step as (
                select route # cast(:weight as bigint) as route, 1 as depth, cast(:weight as bigint) as via,
                    cast(:parent as varchar) as ancestor_execution_id,
                    cast(:stage as varchar) as ancestor_stage_id,
                    cast(:child as varchar) as child_execution_id
                from above
                union all
                select upper.route # cast(:weight as bigint), upper.depth + 1, upper.via # cast(:weight as bigint),
                    upper.ancestor_execution_id, upper.ancestor_stage_id, upper.child_execution_id
                from leafnode_lineage upper
                where upper.execution_id = :parent and upper.route in (select route from above)
            )
            insert into leafnode_lineage
                (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select cast(:child as varchar), route, depth, via,
                ancestor_execution_id, ancestor_stage_id, child_execution_id
            from step
            where depth <= :maxDepth
                and cast(:child as varchar) <> cast(:parent as varchar)
                and exists (select 1 from leafnode_execution where id = :child)
                and exists (select 1 from leafnode_execution where id = :parent)
                and not exists (
                    select 1 from leafnode_lineage
                    where execution_id = :parent and ancestor_execution_id = :child)
            order by route, depth
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
                (select route
                from leafnode_lineage
                where execution_id = :parent and depth = 1
                order by route <> 0, route
                limit :mostWays)
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
                from way cross join lateral (
                    select *
                    from leafnode_lineage
                    where execution_id = way.execution_id
                        and route = way.lower_route
                        and depth <= way.lower_depth
                    offset 0
                ) lower
                where way.route <> way.lower_route
                union all
                select execution_id, route, lower_depth + 1, via,
                    cast(:parent as varchar), cast(:stage as varchar), cast(:child as varchar)
                from way
                union all
                select way.execution_id, way.route, way.lower_depth + 1 + upper.depth, way.via # upper.via,
                    upper.ancestor_execution_id, upper.ancestor_stage_id, upper.child_execution_id
                from way cross join lateral (
                    select *
                    from leafnode_lineage
                    where execution_id = :parent and route = way.upper_route
                    offset 0
                ) upper
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

    /** With "num_nulls", judgments are looked up by their keys, and not among all that is open. */
    private static final String EXTEND_LINKS = """
            with grown as (
                select judgment.execution_id, judgment.stage_id, judgment.state, judgment.attempt, step.route
                from leafnode_lineage step
                join leafnode_judgment judgment
                    on judgment.execution_id = step.execution_id and num_nulls(judgment.closed_at) = 1
                where step.ancestor_execution_id = :parent
                    and step.ancestor_stage_id = :stage
                    and step.child_execution_id = :child
                    and not exists (
                        select 1 from leafnode_judgment_link known
                        where known.execution_id = judgment.execution_id
                            and known.stage_id = judgment.stage_id
                            and known.state = judgment.state
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
                            and reached.state = judgment.state
                            and reached.attempt = judgment.attempt
                            and reached.depth = step.depth - 1
                            and reached.ancestor_execution_id = :child
                            and lower.via = (step.via # cast(:weight as bigint))))
            )
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select grown.execution_id, grown.stage_id, grown.state, grown.attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from grown cross join lateral (
                select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over () as blocked_at
                from leafnode_way
                where execution_id = grown.execution_id and route = grown.route
            ) way
            where way.blocked_at is null or way.depth < way.blocked_at
            order by 1, 2, 3, 4, 5, 6
            on conflict do nothing
            """;

    private static final String FIND_MISSING = """
            select edge.execution_id, edge.parent_execution_id, edge.parent_stage_id, edge.weight
            from leafnode_execution parent
            join leafnode_parent edge
                on edge.parent_execution_id = parent.id
                and edge.execution_id <> parent.id
            join leafnode_execution child
                on child.id = edge.execution_id
            where not parent.complete
                and (not child.complete or exists (
                    select 1 from leafnode_stage failed
                    where failed.execution_id = child.id and failed.failed_at is not null))
                and (not exists (
                        select 1 from leafnode_lineage known
                        where known.execution_id = edge.execution_id
                            and known.route = edge.weight
                            and known.depth = 1)
                    or exists (
                        select 1 from leafnode_lineage upper
                        where upper.execution_id = edge.parent_execution_id
                            and upper.depth < :maxDepth
                            and not exists (
                                select 1 from leafnode_lineage known
                                where known.execution_id = edge.execution_id
                                    and known.route = upper.route # edge.weight
                                    and known.depth = upper.depth + 1)
                            and upper.route in (
                                select route
                                from leafnode_lineage
                                where execution_id = edge.parent_execution_id and depth = 1
                                order by route <> 0, route
                                limit :mostWays)))
                and not exists (
                    select 1 from leafnode_lineage above
                    where above.execution_id = edge.parent_execution_id
                        and above.ancestor_execution_id = edge.execution_id)
            limit :most
            """;

    private static final String CUT_LINEAGES = """
            delete from leafnode_lineage
            where ctid = any (array (
                select above.ctid
                from leafnode_lineage ended
                cross join lateral (
                    select step.ctid
                    from leafnode_lineage step
                    where step.execution_id = ended.execution_id
                        and step.route = ended.route
                        and step.depth >= ended.depth
                    offset 0
                ) above
                where ended.ancestor_execution_id = :executionId))
            """;

    private static final String CUT_LINKS = """
            delete from leafnode_judgment_link
            where ctid = any (array (
                select above.ctid
                from leafnode_judgment_link ended
                cross join lateral (
                    select link.ctid
                    from leafnode_judgment_link link
                    where link.execution_id = ended.execution_id
                        and link.stage_id = ended.stage_id
                        and link.state = ended.state
                        and link.attempt = ended.attempt
                        and link.route = ended.route
                        and link.depth >= ended.depth
                    offset 0
                ) above
                where ended.ancestor_execution_id = :executionId))
            """;

    @Override
    public String declareTrigger() {
        return DECLARE_TRIGGER;
    }

    @Override
    public String declareWatch() {
        return DECLARE_WATCH;
    }

    @Override
    public int inherit(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge) {
        return jdbc.update(INHERIT, edge);
    }

    @Override
    public int grow(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge) {
        return jdbc.update(GROW, edge);
    }

    @Override
    public void extendLinks(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge) {
        jdbc.update(EXTEND_LINKS, edge);
    }

    @Override
    public String findMissing() {
        return FIND_MISSING;
    }

    @Override
    public String cutLinks() {
        return CUT_LINKS;
    }

    @Override
    public String cutLineages() {
        return CUT_LINEAGES;
    }
}
