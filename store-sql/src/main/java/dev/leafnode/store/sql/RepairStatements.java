package dev.leafnode.store.sql;

/**
 * The statements of a repair, as H2 and PostgreSQL understand them. Those that look for something wrong read the whole
 * of one state and answer at most {@code :most} rows; the others work on the stages that were found.
 */
class RepairStatements {

    /**
     * What is open and is no leaf. What is kept elsewhere may be one all the same. "offset 0" has each
     * judgment looked up by its key: on tables that were never analyzed, PostgreSQL takes few to be open and
     * looks through all leaves for each.
     */
    private static final String FIND_WHAT_IS_OVER = """
            select judgment.execution_id, judgment.stage_id, judgment.attempt
            from leafnode_judgment judgment
            where judgment.state = :state
                and judgment.closed_at is null
                and (judgment.stored or exists (
                    select 1 from leafnode_execution execution
                    where execution.id = judgment.execution_id))
                and not exists (
                    select 1 from leafnode_leaf leaf
                    where leaf.state = :state
                        and leaf.execution_id = judgment.execution_id
                        and leaf.stage_id = judgment.stage_id
                        and leaf.attempt = judgment.attempt
                    offset 0)
            limit :most
            """;

    /**
     * Closes those attempts that are open and no leaves, as before. A later attempt that was opened meanwhile stays
     * open. "offset 0" is for the same as before: PostgreSQL would read all leaves for each hundred attempts.
     */
    private static final String CLOSE_WHAT_IS_OVER = """
            update leafnode_judgment
            set closed_at = :at
            where state = :state
                and closed_at is null
                and (execution_id, stage_id, attempt) in (:attempts)
                and (stored or exists (
                    select 1 from leafnode_execution execution
                    where execution.id = leafnode_judgment.execution_id))
                and not exists (
                    select 1 from leafnode_leaf leaf
                    where leaf.state = :state
                        and leaf.execution_id = leafnode_judgment.execution_id
                        and leaf.stage_id = leafnode_judgment.stage_id
                        and leaf.attempt = leafnode_judgment.attempt
                    offset 0)
            """;

    /** The leaves that are not open. */
    private static final String FIND_CLOSED_LEAVES = """
            select leaf.execution_id, leaf.stage_id
            from leafnode_leaf leaf
            left join leafnode_judgment known
                on known.execution_id = leaf.execution_id
                and known.stage_id = leaf.stage_id
                and known.state = :state
            where leaf.state = :state
                and (known.execution_id is null or known.attempt <> leaf.attempt or known.closed_at is not null)
            limit :most
            """;

    private static final String LOCK = """
            select execution_id, stage_id
            from leafnode_judgment
            where state = :state and (execution_id, stage_id) in (:stages)
            order by execution_id, stage_id
            for update
            """;

    /** Makes the leaves' attempts the known ones, where the rows are locked: nobody closes them meanwhile. */
    private static final String REOPEN = """
            update leafnode_judgment
            set (attempt, application, pipeline, stage_name, deadline_at, instructions, inputs, roles) = (
                    select leaf.attempt, leaf.application, leaf.pipeline, leaf.stage_name,
                        leaf.deadline_at, leaf.instructions, leaf.inputs, leaf.roles
                    from leafnode_leaf leaf
                    where leaf.state = :state
                        and leaf.execution_id = leafnode_judgment.execution_id
                        and leaf.stage_id = leafnode_judgment.stage_id),
                stored = true,
                closed_at = null
            where state = :state
                and (execution_id, stage_id) in (:stages)
                and exists (
                    select 1 from leafnode_leaf leaf
                    where leaf.state = :state
                        and leaf.execution_id = leafnode_judgment.execution_id
                        and leaf.stage_id = leafnode_judgment.stage_id
                        and (leaf.attempt <> leafnode_judgment.attempt or leafnode_judgment.closed_at is not null)
                    offset 0)
            """;

    /** Opens the leaves of which nothing is known. It fails when somebody says something of one at the same time. */
    private static final String OPEN = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name,
                 deadline_at, instructions, inputs, roles)
            select leaf.execution_id, leaf.stage_id, :state, leaf.attempt, true,
                leaf.application, leaf.pipeline, leaf.stage_name,
                leaf.deadline_at, leaf.instructions, leaf.inputs, leaf.roles
            from leafnode_leaf leaf
            where leaf.state = :state
                and (leaf.execution_id, leaf.stage_id) in (:stages)
                and not exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = leaf.execution_id
                        and known.stage_id = leaf.stage_id
                        and known.state = :state)
            order by leaf.execution_id, leaf.stage_id
            """;

    /** What is open and does not have the very links that its ways make. */
    private static final String FIND_WRONG_LINKS = """
            with leaf as (
                select execution_id, stage_id, attempt
                from leafnode_judgment
                where state = :state and closed_at is null and stored
            ), way as (
                select execution_id, route, depth, ancestor_execution_id, ancestor_stage_id,
                    min(case when not awaits then depth end) over (partition by execution_id, route) as blocked_at
                from leafnode_way
                where execution_id in (select execution_id from leaf)
            ), wanted as (
                select leaf.execution_id, leaf.stage_id, way.route, way.depth,
                    way.ancestor_execution_id, way.ancestor_stage_id
                from leaf
                join way on way.execution_id = leaf.execution_id
                where way.blocked_at is null or way.depth < way.blocked_at
            ), present as (
                select link.execution_id, link.stage_id, link.route, link.depth,
                    link.ancestor_execution_id, link.ancestor_stage_id
                from leaf
                join leafnode_judgment_link link
                    on link.execution_id = leaf.execution_id
                    and link.stage_id = leaf.stage_id
                    and link.state = :state
                    and link.attempt = leaf.attempt
            )
            select distinct execution_id, stage_id
            from (
                (select * from wanted except select * from present)
                union all
                (select * from present except select * from wanted)
            ) wrong
            limit :most
            """;

    /** Deletes the links that no way makes. */
    private static final String UNLINK = """
            delete from leafnode_judgment_link
            where state = :state
                and (execution_id, stage_id) in (:stages)
                and exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = leafnode_judgment_link.execution_id
                        and known.stage_id = leafnode_judgment_link.stage_id
                        and known.state = :state
                        and known.attempt = leafnode_judgment_link.attempt
                        and known.stored
                        and known.closed_at is null)
                and (execution_id, route, depth, ancestor_execution_id, ancestor_stage_id) not in (
                    select way.execution_id, way.route, way.depth, way.ancestor_execution_id, way.ancestor_stage_id
                    from (
                        select execution_id, route, depth, ancestor_execution_id, ancestor_stage_id,
                            min(case when not awaits then depth end)
                                over (partition by execution_id, route) as blocked_at
                        from leafnode_way
                        where execution_id in (:executionIds)
                    ) way
                    where way.blocked_at is null or way.depth < way.blocked_at)
            """;

    /**
     * Inserts the links that are missing on the ways. H2 2.3 finds no row when several stages are named beside a join.
     */
    private static final String LINK = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select leaf.execution_id, leaf.stage_id, leaf.state, leaf.attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from (
                select execution_id, stage_id, state, attempt
                from leafnode_judgment
                where state = :state
                    and (execution_id, stage_id) in (:stages)
                    and leafnode_judgment.stored
                    and closed_at is null
            ) leaf
            join (
                select execution_id, route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over (partition by execution_id, route) as blocked_at
                from leafnode_way
                where execution_id in (:executionIds)
            ) way
                on way.execution_id = leaf.execution_id
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and not exists (
                    select 1 from leafnode_judgment_link known
                    where known.execution_id = leaf.execution_id
                        and known.stage_id = leaf.stage_id
                        and known.state = :state
                        and known.attempt = leaf.attempt
                        and known.route = way.route
                        and known.depth = way.depth)
            order by 1, 2, 4, 5, 6
            """;

    /** Links of what is closed show nothing, and are not needed again. */
    private static final String DELETE_DEAD_LINKS = """
            delete from leafnode_judgment_link
            where (execution_id, stage_id, state, attempt, route, depth) in (
                select link.execution_id, link.stage_id, link.state, link.attempt, link.route, link.depth
                from leafnode_judgment closed
                join leafnode_judgment_link link
                    on link.execution_id = closed.execution_id
                    and link.stage_id = closed.stage_id
                    and link.state = closed.state
                where closed.state = :state and closed.closed_at is not null
                limit :most)
            """;

    private static final String FORGET = """
            delete from leafnode_judgment
            where state = :state
                and closed_at < :closedBefore
                and (execution_id, stage_id) in (
                    select execution_id, stage_id
                    from leafnode_judgment
                    where state = :state and closed_at < :closedBefore
                    limit :most)
            """;

    String findWhatIsOver() {
        return FIND_WHAT_IS_OVER;
    }

    String closeWhatIsOver() {
        return CLOSE_WHAT_IS_OVER;
    }

    String findClosedLeaves() {
        return FIND_CLOSED_LEAVES;
    }

    String lock() {
        return LOCK;
    }

    String reopen() {
        return REOPEN;
    }

    String open() {
        return OPEN;
    }

    String findWrongLinks() {
        return FIND_WRONG_LINKS;
    }

    String unlink() {
        return UNLINK;
    }

    String link() {
        return LINK;
    }

    String deleteDeadLinks() {
        return DELETE_DEAD_LINKS;
    }

    String forget() {
        return FORGET;
    }
}
