package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * PostgreSQL, where one statement can write several tables. Where a statement looks up rows for others that it has just
 * found, whose number the planner cannot know, "lateral" and "offset 0" have it use the index all the same.
 *
 * <p>What nearly always happens has a statement of its own, short enough that a plan is made once and costs next to
 * nothing to start: the first attempt of a stage opens, and what is open closes. Where it changes nothing, because
 * something else is known of the stage, a second statement decides.
 */
final class PostgreSqlJudgmentStatements implements JudgmentStatements {

    /** Whether the execution is stored and can hold something open. */
    private static final String IS_STORED = """
            exists (
                select 1 from leafnode_execution
                where id = :executionId and (not complete or cast(:state as varchar) = 'FAILED'))
            """;

    /** Whether nothing is stored of the execution that says that it can hold nothing open. */
    private static final String IS_NOT_OVER = """
            not exists (
                select 1 from leafnode_execution
                where id = :executionId and complete and cast(:state as varchar) <> 'FAILED')
            """;

    /** The steps above the execution, and where each way is blocked first. */
    private static final String STORED_LINEAGE = """
            select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                cast(null as varchar) as application, cast(null as text) as pipeline, cast(null as text) as stage_name,
                cast(null as bigint) as deadline_at,
                min(case when not awaits then depth end) over (partition by route) as blocked_at
            from leafnode_way
            where execution_id = :executionId
            """;

    /** The same for a lineage that nobody stored, as the view leafnode_link_step says it. */
    private static final String KNOWN_LINEAGE = """
            select 0 as route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                application, pipeline, stage_name, deadline_at,
                min(case when not coalesce(
                        (
                            select not ancestor.complete
                                and stage.waits
                                and (stage.awaited is null
                                    or position(chr(10) || step.child_execution_id || chr(10) in stage.awaited) > 0)
                            from leafnode_execution ancestor
                            join leafnode_stage stage
                                on stage.execution_id = ancestor.id
                            where ancestor.id = step.ancestor_execution_id and stage.id = step.ancestor_stage_id),
                        not exists (select 1 from leafnode_execution where id = step.ancestor_execution_id))
                    then depth end) over () as blocked_at
            from unnest(
                    :ancestorExecutionIds, :ancestorStageIds, :childExecutionIds,
                    :ancestorApplications, :ancestorPipelines, :ancestorStageNames, :ancestorDeadlines)
                with ordinality as step (
                    ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    application, pipeline, stage_name, deadline_at, depth)
            """;

    /** Opens the first attempt of a stage, with a link on each step above it up to the first that does not wait. */
    private static final String OPEN_FIRST = """
            with opened as (
                insert into leafnode_judgment
                    (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name,
                     deadline_at, instructions, inputs, roles)
                select :executionId, :stageId, :state, :attempt, :stored, :application, :pipeline, :stageName,
                    :deadlineAt, :instructions, :inputs, :roles
                where %s
                    and not exists (
                        select 1 from leafnode_judgment_link
                        where execution_id = :executionId
                            and stage_id = :stageId
                            and state = :state
                            and attempt = :attempt)
                on conflict do nothing
                returning 1
            ), linked as (
                insert into leafnode_judgment_link
                    (execution_id, stage_id, state, attempt, route, depth,
                     ancestor_execution_id, ancestor_stage_id, child_execution_id,
                     application, pipeline, stage_name, deadline_at)
                select :executionId, :stageId, :state, :attempt, route, depth,
                    ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    application, pipeline, stage_name, deadline_at
                from (%s) way
                where (blocked_at is null or depth < blocked_at)
                    and exists (select 1 from opened)
            )
            select count(*) from opened
            """;

    private static final String OPEN = """
            with waiting as (
                select attempt
                from leafnode_leaf
                where state = :state and execution_id = :executionId and stage_id = :stageId
            ), opened as (
                insert into leafnode_judgment as known
                    (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name,
                     deadline_at, instructions, inputs, roles)
                select :executionId, :stageId, :state, :attempt, :stored, :application, :pipeline, :stageName,
                    :deadlineAt, :instructions, :inputs, :roles
                where %s
                on conflict (execution_id, stage_id, state) do update
                set attempt = excluded.attempt,
                    stored = excluded.stored,
                    application = excluded.application,
                    pipeline = excluded.pipeline,
                    stage_name = excluded.stage_name,
                    deadline_at = excluded.deadline_at,
                    instructions = excluded.instructions,
                    inputs = excluded.inputs,
                    roles = excluded.roles,
                    closed_at = null
                where known.attempt <> excluded.attempt
                    and (excluded.attempt = (select attempt from waiting)
                        or (known.attempt < excluded.attempt
                            and known.attempt is distinct from (select attempt from waiting)
                            and (exists (select 1 from waiting)
                                or not exists (
                                    select 1 from leafnode_stage
                                    where execution_id = :executionId and id = :stageId))))
                returning execution_id, stage_id, state, attempt
            ), target as (
                select execution_id, stage_id, state, attempt
                from opened
                union all
                select execution_id, stage_id, state, attempt
                from leafnode_judgment
                where execution_id = :executionId
                    and stage_id = :stageId
                    and state = :state
                    and attempt = :attempt
                    and num_nulls(closed_at) = 1
            ), way as (%s), linked as (
                insert into leafnode_judgment_link
                    (execution_id, stage_id, state, attempt, route, depth,
                     ancestor_execution_id, ancestor_stage_id, child_execution_id,
                     application, pipeline, stage_name, deadline_at)
                select target.execution_id, target.stage_id, target.state, target.attempt, way.route, way.depth,
                    way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                    way.application, way.pipeline, way.stage_name, way.deadline_at
                from target cross join way
                where way.blocked_at is null or way.depth < way.blocked_at
                on conflict do nothing
            )
            select count(*) from opened
            """;

    /**
     * "num_nulls" has the judgment looked up by its key. Where "is null" stands, PostgreSQL may read an index of what
     * is open from its start, which holds all that was closed since it was vacuumed.
     */
    private static final String CLOSE_OPEN = """
            update leafnode_judgment
            set closed_at = :closedAt
            where execution_id = :executionId
                and stage_id = :stageId
                and state = :state
                and attempt = :attempt
                and num_nulls(closed_at) = 1
            """;

    private static final String CLOSE = """
            with waiting as (
                select attempt
                from leafnode_leaf
                where state = :state and execution_id = :executionId and stage_id = :stageId
            ), closed as (
                insert into leafnode_judgment as known
                    (execution_id, stage_id, state, attempt, stored, closed_at)
                values (:executionId, :stageId, :state, :attempt, false, :closedAt)
                on conflict (execution_id, stage_id, state) do update
                set attempt = excluded.attempt,
                    closed_at = excluded.closed_at,
                    application = case when known.closed_at is null then known.application end
                where (known.attempt = excluded.attempt and known.closed_at is null)
                    or (known.attempt <> excluded.attempt and excluded.attempt = (select attempt from waiting))
                    or (known.attempt < excluded.attempt
                        and known.attempt is distinct from (select attempt from waiting))
                returning application
            )
            select count(application) from closed
            """;

    private static final String CUT = """
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
                            and position(chr(10) || ended.child_execution_id || chr(10) in stage.awaited) > 0)
                    and not exists (
                        select 1 from leafnode_judgment known
                        where known.execution_id = ended.execution_id
                            and known.stage_id = ended.stage_id
                            and known.state = ended.state
                            and (known.closed_at is not null or known.attempt <> ended.attempt))))
            """;

    /**
     * Links are put in order first, and are looked at until a page is full: those of what was closed or cut, which show
     * nothing, too, until a repair deletes them. For "num_nulls" see {@link #CLOSE_OPEN}.
     */
    private static final String PAGE_OF_BLOCKING = """
            select below.execution_id, below.stage_id, below.attempt, judgment.application, judgment.pipeline,
                judgment.stage_name, judgment.deadline_at, judgment.instructions, judgment.inputs, judgment.roles,
                judgment.paused, 0 as place
            from (
                select distinct execution_id, stage_id, attempt
                from (
                    select execution_id, stage_id, attempt
                    from leafnode_judgment
                    where state = :state and execution_id = :blocked
                    union all
                    select execution_id, stage_id, attempt
                    from leafnode_judgment_link
                    where state = :state and ancestor_execution_id = :blocked
                ) candidate
                where attempt >= :attempt
                    and (attempt > :attempt
                        or execution_id > :executionId
                        or (execution_id = :executionId and stage_id > :stageId))
                order by attempt, execution_id, stage_id
                offset 0
            ) below
            cross join lateral (
                select application, pipeline, stage_name, deadline_at, instructions, inputs, roles,
                    exists (
                        select 1 from leafnode_execution
                        where id = known.execution_id and status = 'PAUSED') as paused
                from leafnode_judgment known
                where known.execution_id = below.execution_id
                    and known.stage_id = below.stage_id
                    and known.state = :state
                    and known.attempt = below.attempt
                    and num_nulls(known.closed_at) = 1
                    and (cast(:application as varchar) is null or known.application = :application)
                    and (known.execution_id = :blocked
                        or (
                            select true
                            from leafnode_visible_link link
                            where link.execution_id = known.execution_id
                                and link.stage_id = known.stage_id
                                and link.state = :state
                                and link.attempt = known.attempt
                                and link.ancestor_execution_id = :blocked
                            limit 1))
                offset 0
            ) judgment
            order by below.attempt, below.execution_id, below.stage_id
            limit :most
            """;

    private static final String WITH_WAYS = """
            select page.execution_id, page.stage_id, page.attempt, page.application, page.pipeline, page.stage_name,
                page.deadline_at, page.instructions, page.inputs, page.roles, page.paused,
                step.route, step.ancestor_execution_id, step.ancestor_stage_id,
                step.ancestor_application, step.ancestor_pipeline, step.ancestor_stage_name, step.ancestor_deadline_at
            from (%s) page
            left join lateral (
                select route, depth, ancestor_execution_id, ancestor_stage_id,
                    ancestor_application, ancestor_pipeline, ancestor_stage_name, ancestor_deadline_at
                from leafnode_visible_link link
                where link.execution_id = page.execution_id
                    and link.stage_id = page.stage_id
                    and link.state = :state
                    and link.attempt = page.attempt
                offset 0
            ) step on true
            order by page.place, page.attempt, page.execution_id, page.stage_id,
                step.route <> 0, step.route, step.depth
            """;

    private final String openFirstWithStoredLineage;
    private final String openFirstWithKnownLineage;
    private final String openWithStoredLineage;
    private final String openWithKnownLineage;
    private final String closeOpen;
    private final String close;
    private final String cut;

    PostgreSqlJudgmentStatements(LeafState state) {
        openFirstWithStoredLineage = JudgmentStatements.in(state, OPEN_FIRST.formatted(IS_STORED, STORED_LINEAGE));
        openFirstWithKnownLineage = JudgmentStatements.in(state, OPEN_FIRST.formatted(IS_NOT_OVER, KNOWN_LINEAGE));
        openWithStoredLineage = JudgmentStatements.in(state, OPEN.formatted(IS_STORED, STORED_LINEAGE));
        openWithKnownLineage = JudgmentStatements.in(state, OPEN.formatted(IS_NOT_OVER, KNOWN_LINEAGE));
        closeOpen = JudgmentStatements.in(state, CLOSE_OPEN);
        close = JudgmentStatements.in(state, CLOSE);
        cut = JudgmentStatements.in(state, CUT);
    }

    @Override
    public boolean open(
            Transactions transactions,
            NamedParameterJdbcOperations jdbc,
            MapSqlParameterSource judgment,
            Lineage lineage) {
        boolean isKnown = lineage instanceof Lineage.Known;
        String first = isKnown ? openFirstWithKnownLineage : openFirstWithStoredLineage;
        String otherwise = isKnown ? openWithKnownLineage : openWithStoredLineage;
        return transactions.single(
                () -> Counts.of(jdbc, first, judgment) > 0 || Counts.of(jdbc, otherwise, judgment) > 0);
    }

    @Override
    public boolean close(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt) {
        return transactions.single(() -> jdbc.update(closeOpen, attempt) > 0 || Counts.of(jdbc, close, attempt) > 0);
    }

    @Override
    public boolean cut(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage) {
        return transactions.single(() -> jdbc.update(cut, stage) > 0);
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
