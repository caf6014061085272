package dev.leafnode.store.sql;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * MySQL and MariaDB. What is to be inserted is found by a statement of its own, since one that inserts what it finds
 * locks all that it looks at in a transaction of the application, and the gaps where it finds nothing: two such
 * transactions that store new executions would lock each other out. Found is therefore what such a transaction sees, by
 * default the state that it began with; a repair adds what was stored since.
 */
final class MySqlLineageStatements implements LineageStatements {

    private static final String DECLARE_TRIGGER = """
            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            values (:child, :parent, :stage, 0)
            on duplicate key update weight = 0
            """;

    private static final String DECLARE_WATCH = """
            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            values (:child, :parent, :stage, :weight)
            on duplicate key update weight = leafnode_parent.weight
            """;

    private static final String FIND_STEPS_OF_CHILD = """
            with above as (
                (select route
                from leafnode_lineage
                where execution_id = :parent and depth = 1
                order by route <> 0, route
                limit :mostWays)
                union
                select 0
            ), step as (
                select cast(route ^ :weight as signed) as route, 1 as depth, cast(:weight as signed) as via,
                    convert(:parent using utf8mb4) collate utf8mb4_general_ci as ancestor_execution_id,
                    convert(:stage using utf8mb4) collate utf8mb4_general_ci as ancestor_stage_id,
                    convert(:child using utf8mb4) collate utf8mb4_general_ci as child_execution_id
                from above
                union all
                select cast(higher.route ^ :weight as signed), higher.depth + 1, cast(higher.via ^ :weight as signed),
                    higher.ancestor_execution_id, higher.ancestor_stage_id, higher.child_execution_id
                from above
                straight_join leafnode_lineage higher
                    on higher.execution_id = :parent and higher.route = above.route
            )
            select child.id, step.route, step.depth, step.via,
                step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id
            from leafnode_execution child
            straight_join step
            where child.id = :child
                and child.id <> :parent
                and step.depth <= :maxDepth
                and exists (select 1 from leafnode_execution where id = :parent)
                and not exists (
                    select 1 from leafnode_lineage
                    where execution_id = :parent and ancestor_execution_id = :child)
                and not exists (
                    select 1 from leafnode_lineage known
                    where known.execution_id = :child
                        and known.route = step.route
                        and known.depth = step.depth)
            order by step.route, step.depth
            """;

    private static final String FIND_STEPS_OF_ALL_BELOW = """
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
                select id, 0, 0, 0
                from leafnode_execution
                where id = :child
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
                    cast(below.via ^ :weight ^ above.route as signed) as route,
                    cast(below.via ^ :weight as signed) as via,
                    below.route as lower_route,
                    below.depth as lower_depth,
                    above.route as upper_route
                from below cross join above
            ), step as (
                select way.execution_id, way.route, beneath.depth, beneath.via,
                    beneath.ancestor_execution_id, beneath.ancestor_stage_id, beneath.child_execution_id
                from way
                straight_join leafnode_lineage beneath
                    on beneath.execution_id = way.execution_id
                    and beneath.route = way.lower_route
                    and beneath.depth <= way.lower_depth
                where way.route <> way.lower_route
                union all
                select execution_id, route, lower_depth + 1, via,
                    convert(:parent using utf8mb4) collate utf8mb4_general_ci,
                    convert(:stage using utf8mb4) collate utf8mb4_general_ci,
                    convert(:child using utf8mb4) collate utf8mb4_general_ci
                from way
                union all
                select way.execution_id, way.route, way.lower_depth + 1 + higher.depth,
                    cast(way.via ^ higher.via as signed),
                    higher.ancestor_execution_id, higher.ancestor_stage_id, higher.child_execution_id
                from way
                straight_join leafnode_lineage higher
                    on higher.execution_id = :parent and higher.route = way.upper_route
            )
            select step.execution_id, step.route, step.depth, step.via,
                step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id
            from leafnode_execution child
            straight_join step
            where child.id = :child
                and child.id <> :parent
                and step.depth <= :maxDepth
                and exists (select 1 from leafnode_execution where id = :parent)
                and not exists (
                    select 1 from leafnode_lineage
                    where execution_id = :parent and ancestor_execution_id = :child)
                and not exists (
                    select 1 from leafnode_lineage known
                    where known.execution_id = step.execution_id
                        and known.route = step.route
                        and known.depth = step.depth)
            order by step.execution_id, step.route, step.depth
            """;

    /** Ignores what is there, and does not count it: what is stored of edges and executions fits into these columns. */
    private static final String INSERT_STEPS = """
            insert ignore into leafnode_lineage
                (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select step.execution_id, step.route, step.depth, step.via,
                step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id
            from json_table(:rows, '$[*]' columns (
                execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[0]',
                route bigint path '$[1]',
                depth integer path '$[2]',
                via bigint path '$[3]',
                ancestor_execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[4]',
                ancestor_stage_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[5]',
                child_execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[6]')) step
            """;

    private static final String FIND_LINKS = """
            with grown as (
                select judgment.execution_id, judgment.stage_id, judgment.state, judgment.attempt, step.route
                from leafnode_lineage step
                straight_join leafnode_judgment judgment force index (primary)
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
                        join leafnode_lineage beneath
                            on beneath.execution_id = reached.execution_id
                            and beneath.route = reached.route
                            and beneath.depth = reached.depth
                        where reached.execution_id = judgment.execution_id
                            and reached.stage_id = judgment.stage_id
                            and reached.state = judgment.state
                            and reached.attempt = judgment.attempt
                            and reached.depth = step.depth - 1
                            and reached.ancestor_execution_id = :child
                            and beneath.via = cast(step.via ^ :weight as signed)))
            ), way as (
                select step.execution_id, step.route, step.depth,
                    step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id,
                    min(case when not step.awaits then step.depth end)
                        over (partition by step.execution_id, step.route) as blocked_at
                from (select distinct execution_id, route from grown) higher
                straight_join leafnode_way step
                    on step.execution_id = higher.execution_id
                    and step.route = higher.route
            )
            select grown.execution_id, grown.stage_id, grown.state, grown.attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from grown join way on way.execution_id = grown.execution_id and way.route = grown.route
            where way.blocked_at is null or way.depth < way.blocked_at
            order by 1, 2, 3, 4, 5, 6
            """;

    /** The last four columns are those of a lineage that is known, and not stored. */
    static final String INSERT_LINKS = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id,
                 application, pipeline, stage_name, deadline_at)
            select step.execution_id, step.stage_id, step.state, step.attempt, step.route, step.depth,
                step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id,
                step.application, step.pipeline, step.stage_name, step.deadline_at
            from json_table(:rows, '$[*]' columns (
                execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[0]',
                stage_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[1]',
                state varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[2]',
                attempt bigint path '$[3]',
                route bigint path '$[4]',
                depth integer path '$[5]',
                ancestor_execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[6]',
                ancestor_stage_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[7]',
                child_execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[8]',
                application varchar(255) character set utf8mb4 collate utf8mb4_general_ci path '$[9]',
                pipeline longtext character set utf8mb4 collate utf8mb4_general_ci path '$[10]',
                stage_name longtext character set utf8mb4 collate utf8mb4_general_ci path '$[11]',
                deadline_at bigint path '$[12]')) step
            on duplicate key update depth = leafnode_judgment_link.depth
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
                        select 1 from leafnode_lineage higher
                        where higher.execution_id = edge.parent_execution_id
                            and higher.depth < :maxDepth
                            and not exists (
                                select 1 from leafnode_lineage known
                                where known.execution_id = edge.execution_id
                                    and known.route = cast(higher.route ^ edge.weight as signed)
                                    and known.depth = higher.depth + 1)
                            and :mostWays > (
                                select count(*)
                                from leafnode_lineage preferred
                                where preferred.execution_id = edge.parent_execution_id
                                    and preferred.depth = 1
                                    and higher.route <> 0
                                    and (preferred.route = 0 or preferred.route < higher.route))))
                and not exists (
                    select 1 from leafnode_lineage above
                    where above.execution_id = edge.parent_execution_id
                        and above.ancestor_execution_id = edge.execution_id)
            limit :most
            """;

    private static final String CUT_LINEAGES = """
            delete above
            from leafnode_lineage ended
            straight_join leafnode_lineage above
                on above.execution_id = ended.execution_id
                and above.route = ended.route
                and above.depth >= ended.depth
            where ended.ancestor_execution_id = :executionId
            """;

    private static final String CUT_LINKS = """
            delete above
            from leafnode_judgment_link ended
            straight_join leafnode_judgment_link above
                on above.execution_id = ended.execution_id
                and above.stage_id = ended.stage_id
                and above.state = ended.state
                and above.attempt = ended.attempt
                and above.route = ended.route
                and above.depth >= ended.depth
            where ended.ancestor_execution_id = :executionId
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
        return FoundRows.write(jdbc, INSERT_STEPS, FoundRows.find(jdbc, FIND_STEPS_OF_CHILD, edge));
    }

    @Override
    public int grow(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge) {
        return FoundRows.write(jdbc, INSERT_STEPS, FoundRows.find(jdbc, FIND_STEPS_OF_ALL_BELOW, edge));
    }

    @Override
    public void extendLinks(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge) {
        FoundRows.write(jdbc, INSERT_LINKS, FoundRows.find(jdbc, FIND_LINKS, edge));
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
