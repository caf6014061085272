package dev.leafnode.store.sql;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/** H2, where an insert that meets another one fails, and is tried again by whoever sent it. */
final class H2LineageStatements implements LineageStatements {

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

    private static final String INHERIT = """
            insert into leafnode_lineage
                (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
            with above as (
                (select route
                from leafnode_lineage
                where execution_id = :parent and depth = 1
                order by route <> 0, route
                limit :mostWays)
                union
                select 0
            ), step as (
                select bitxor(route, cast(:weight as bigint)) as route, 1 as depth, cast(:weight as bigint) as via,
                    cast(:parent as varchar) as ancestor_execution_id,
                    cast(:stage as varchar) as ancestor_stage_id,
                    cast(:child as varchar) as child_execution_id
                from above
                union all
                select bitxor(upper.route, cast(:weight as bigint)), upper.depth + 1, bitxor(upper.via, cast(:weight as bigint)),
                    upper.ancestor_execution_id, upper.ancestor_stage_id, upper.child_execution_id
                from leafnode_lineage upper
                where upper.execution_id = :parent and upper.route in (select route from above)
            )
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
                and not exists (
                    select 1 from leafnode_lineage known
                    where known.execution_id = :child
                        and known.route = step.route
                        and known.depth = step.depth)
            order by 2, 3
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
                where way.route <> way.lower_route
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
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            with grown as (
                select judgment.execution_id, judgment.stage_id, judgment.state, judgment.attempt, step.route
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
            select grown.execution_id, grown.stage_id, grown.state, grown.attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from grown join way on way.execution_id = grown.execution_id and way.route = grown.route
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = grown.execution_id
                        and known.stage_id = grown.stage_id
                        and known.state = grown.state
                        and known.attempt = grown.attempt
                        and known.route = way.route
                        and known.depth = way.depth)
            order by 1, 2, 3, 4, 5, 6
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
                                    and known.route = bitxor(upper.route, edge.weight)
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
            where (execution_id, route, depth) in (
                select above.execution_id, above.route, above.depth
                from leafnode_lineage deleted
                join leafnode_lineage above
                    on above.execution_id = deleted.execution_id
                    and above.route = deleted.route
                    and above.depth >= deleted.depth
                where deleted.ancestor_execution_id = :executionId)
            """;

    private static final String CUT_LINKS = """
            delete from leafnode_judgment_link
            where (execution_id, stage_id, state, attempt, route, depth) in (
                select above.execution_id, above.stage_id, above.state, above.attempt, above.route, above.depth
                from leafnode_judgment_link deleted
                join leafnode_judgment_link above
                    on above.execution_id = deleted.execution_id
                    and above.stage_id = deleted.stage_id
                    and above.state = deleted.state
                    and above.attempt = deleted.attempt
                    and above.route = deleted.route
                    and above.depth >= deleted.depth
                where deleted.ancestor_execution_id = :executionId)
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
