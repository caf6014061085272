package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;

/** MySQL and MariaDB, which neither set several columns at once nor limit what is in a list. */
final class MySqlRepairStatements extends RepairStatements {

    private static final String FIND_WHAT_IS_OVER = """
            select judgment.execution_id, judgment.stage_id, judgment.attempt
            from leafnode_judgment judgment
            where judgment.state = :state
                and judgment.closed_at is null
                and (judgment.stored or exists (
                    select 1 from leafnode_execution execution
                    where execution.id = judgment.execution_id))
                and not exists (
                    select 1 from :leaves leaf
                    where leaf.execution_id = judgment.execution_id
                        and leaf.stage_id = judgment.stage_id
                        and leaf.attempt = judgment.attempt)
            limit :most
            """;

    private static final String CLOSE_WHAT_IS_OVER = """
            update leafnode_judgment judgment
            set judgment.closed_at = :at
            where judgment.state = :state
                and judgment.closed_at is null
                and (judgment.execution_id, judgment.stage_id, judgment.attempt) in (:attempts)
                and (judgment.stored or exists (
                    select 1 from leafnode_execution execution
                    where execution.id = judgment.execution_id))
                and not exists (
                    select 1 from :leaves leaf
                    where leaf.execution_id = judgment.execution_id
                        and leaf.stage_id = judgment.stage_id
                        and leaf.attempt = judgment.attempt)
            """;

    private static final String FIND_CLOSED_LEAVES = """
            select leaf.execution_id, leaf.stage_id
            from :leaves leaf
            left join leafnode_judgment known
                on known.execution_id = leaf.execution_id
                and known.stage_id = leaf.stage_id
                and known.state = :state
            where known.execution_id is null or known.attempt <> leaf.attempt or known.closed_at is not null
            limit :most
            """;

    private static final String REOPEN = """
            update leafnode_judgment judgment
            join :leaves leaf
                on leaf.execution_id = judgment.execution_id
                and leaf.stage_id = judgment.stage_id
            set judgment.closed_at = null,
                judgment.stored = true,
                judgment.application = leaf.application,
                judgment.pipeline = leaf.pipeline,
                judgment.stage_name = leaf.stage_name,
                judgment.deadline_at = leaf.deadline_at,
                judgment.instructions = leaf.instructions,
                judgment.inputs = leaf.inputs,
                judgment.roles = leaf.roles,
                judgment.attempt = leaf.attempt
            where judgment.state = :state
                and (judgment.execution_id, judgment.stage_id) in (:stages)
                and (leaf.attempt <> judgment.attempt or judgment.closed_at is not null)
            """;

    private static final String OPEN = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, `stored`, application, pipeline, stage_name,
                 deadline_at, instructions, inputs, roles)
            select leaf.execution_id, leaf.stage_id, :state, leaf.attempt, true,
                leaf.application, leaf.pipeline, leaf.stage_name,
                leaf.deadline_at, leaf.instructions, leaf.inputs, leaf.roles
            from :leaves leaf
            where (leaf.execution_id, leaf.stage_id) in (:stages)
                and not exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = leaf.execution_id
                        and known.stage_id = leaf.stage_id
                        and known.state = :state)
            order by leaf.execution_id, leaf.stage_id
            """;

    private static final String FIND_WRONG_LINKS = """
            with leaf as (
                select execution_id, stage_id, attempt
                from leafnode_judgment
                where state = :state and closed_at is null and `stored`
            ), way as (
                select step.execution_id, step.route, step.depth, step.ancestor_execution_id, step.ancestor_stage_id,
                    min(case when not step.awaits then step.depth end)
                        over (partition by step.execution_id, step.route) as blocked_at
                from (select distinct execution_id from leaf) known
                straight_join leafnode_way step
                    on step.execution_id = known.execution_id
            )
            select distinct execution_id, stage_id
            from (
                select leaf.execution_id, leaf.stage_id
                from leaf
                join way
                    on way.execution_id = leaf.execution_id
                left join leafnode_judgment_link present
                    on present.execution_id = leaf.execution_id
                    and present.stage_id = leaf.stage_id
                    and present.state = :state
                    and present.attempt = leaf.attempt
                    and present.route = way.route
                    and present.depth = way.depth
                where (way.blocked_at is null or way.depth < way.blocked_at)
                    and (present.execution_id is null
                        or present.ancestor_execution_id <> way.ancestor_execution_id
                        or present.ancestor_stage_id <> way.ancestor_stage_id)
                union all
                select leaf.execution_id, leaf.stage_id
                from leaf
                join leafnode_judgment_link present
                    on present.execution_id = leaf.execution_id
                    and present.stage_id = leaf.stage_id
                    and present.state = :state
                    and present.attempt = leaf.attempt
                left join way
                    on way.execution_id = leaf.execution_id
                    and way.route = present.route
                    and way.depth = present.depth
                where way.execution_id is null
                    or way.depth >= way.blocked_at
            ) wrong
            limit :most
            """;

    private static final String UNLINK = """
            delete link
            from leafnode_judgment_link link
            join leafnode_judgment known
                on known.execution_id = link.execution_id
                and known.stage_id = link.stage_id
                and known.state = link.state
                and known.attempt = link.attempt
                and known.stored
                and known.closed_at is null
            left join (
                select execution_id, route, depth, ancestor_execution_id, ancestor_stage_id,
                    min(case when not awaits then depth end)
                        over (partition by execution_id, route) as blocked_at
                from leafnode_way
                where execution_id in (:executionIds)
            ) way
                on way.execution_id = link.execution_id
                and way.route = link.route
                and way.depth = link.depth
                and way.ancestor_execution_id = link.ancestor_execution_id
                and way.ancestor_stage_id = link.ancestor_stage_id
                and (way.blocked_at is null or way.depth < way.blocked_at)
            where link.state = :state
                and (link.execution_id, link.stage_id) in (:stages)
                and way.execution_id is null
            """;

    private static final String DELETE_DEAD_LINKS = """
            delete link
            from (
                select dead.execution_id, dead.stage_id, dead.state, dead.attempt, dead.route, dead.depth
                from leafnode_judgment closed
                straight_join leafnode_judgment_link dead
                    on dead.execution_id = closed.execution_id
                    and dead.stage_id = closed.stage_id
                    and dead.state = closed.state
                where closed.state = :state and closed.closed_at is not null
                limit :most
            ) dead
            straight_join leafnode_judgment_link link
                on link.execution_id = dead.execution_id
                and link.stage_id = dead.stage_id
                and link.state = dead.state
                and link.attempt = dead.attempt
                and link.route = dead.route
                and link.depth = dead.depth
            """;

    private static final String FORGET = """
            delete judgment
            from (
                select execution_id, stage_id
                from leafnode_judgment
                where state = :state and closed_at < :closedBefore
                limit :most
            ) forgotten
            straight_join leafnode_judgment judgment
                on judgment.execution_id = forgotten.execution_id
                and judgment.stage_id = forgotten.stage_id
                and judgment.state = :state
                and judgment.closed_at < :closedBefore
            """;

    private final String findWhatIsOver;
    private final String closeWhatIsOver;
    private final String findClosedLeaves;
    private final String reopen;
    private final String open;

    MySqlRepairStatements(LeafState state) {
        findWhatIsOver = MySqlJudgmentStatements.in(state, FIND_WHAT_IS_OVER);
        closeWhatIsOver = MySqlJudgmentStatements.in(state, CLOSE_WHAT_IS_OVER);
        findClosedLeaves = MySqlJudgmentStatements.in(state, FIND_CLOSED_LEAVES);
        reopen = MySqlJudgmentStatements.in(state, REOPEN);
        open = MySqlJudgmentStatements.in(state, OPEN);
    }

    @Override
    String findWhatIsOver() {
        return findWhatIsOver;
    }

    @Override
    String closeWhatIsOver() {
        return closeWhatIsOver;
    }

    @Override
    String findClosedLeaves() {
        return findClosedLeaves;
    }

    @Override
    String reopen() {
        return reopen;
    }

    @Override
    String open() {
        return open;
    }

    @Override
    String findWrongLinks() {
        return FIND_WRONG_LINKS;
    }

    @Override
    String unlink() {
        return UNLINK;
    }

    @Override
    String deleteDeadLinks() {
        return DELETE_DEAD_LINKS;
    }

    @Override
    String forget() {
        return FORGET;
    }
}
