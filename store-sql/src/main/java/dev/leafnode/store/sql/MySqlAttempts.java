package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * Opens, closes and cuts on MySQL and MariaDB, where a statement writes one table, and says reliably only whether it
 * has inserted or changed a row, not which of the two.
 *
 * <p>What the stored execution says of the stage stands in these texts as three parameters: {@code :openable},
 * whether anything of the execution can be open; {@code :staged}, whether the stage is stored; {@code :current}, the
 * attempt that it is in, or null.
 */
abstract class MySqlAttempts {

    static final String OPEN = """
            update leafnode_judgment
            set `stored` = :stored,
                application = :application,
                pipeline = :pipeline,
                stage_name = :stageName,
                deadline_at = :deadlineAt,
                instructions = :instructions,
                inputs = :inputs,
                roles = :roles,
                closed_at = null,
                attempt = :attempt
            where execution_id = :executionId
                and stage_id = :stageId
                and state = :state
                and attempt <> :attempt
                and :openable
                and (:attempt <=> :current
                    or (attempt < :attempt
                        and not attempt <=> :current
                        and (:current is not null or not :staged)))
            """;

    /** The steps above the execution, up to where each way is blocked first. */
    static final String STORED_WAYS = """
            select way.route, way.depth, way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                null as application, null as pipeline, null as stage_name, null as deadline_at
            from (
                select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over (partition by route) as blocked_at
                from leafnode_way
                where execution_id = :executionId
            ) way
            where way.blocked_at is null or way.depth < way.blocked_at
            """;

    /** The same for a lineage that nobody stored, as the view leafnode_link_step says it. */
    static final String KNOWN_WAYS = """
            select 0 as route, way.depth, way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                way.application, way.pipeline, way.stage_name, way.deadline_at
            from (
                select step.depth, step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id,
                    step.application, step.pipeline, step.stage_name, step.deadline_at,
                    min(case
                            when ancestor.id is null then null
                            when not ancestor.complete
                                and stage.waits
                                and (stage.awaited is null
                                    or locate(
                                        concat(
                                            char(10 using utf8mb4), step.child_execution_id, char(10 using utf8mb4)),
                                        stage.awaited) > 0) then null
                            else step.depth
                        end) over () as blocked_at
                from json_table(:ancestors, '$[*]' columns (
                    depth for ordinality,
                    ancestor_execution_id longtext character set utf8mb4 collate utf8mb4_general_ci path '$[0]',
                    ancestor_stage_id longtext character set utf8mb4 collate utf8mb4_general_ci path '$[1]',
                    child_execution_id longtext character set utf8mb4 collate utf8mb4_general_ci path '$[2]',
                    application longtext character set utf8mb4 collate utf8mb4_general_ci path '$[3]',
                    pipeline longtext character set utf8mb4 collate utf8mb4_general_ci path '$[4]',
                    stage_name longtext character set utf8mb4 collate utf8mb4_general_ci path '$[5]',
                    deadline_at bigint path '$[6]')) step
                left join leafnode_execution ancestor
                    on ancestor.id = step.ancestor_execution_id
                left join leafnode_stage stage
                    on stage.execution_id = step.ancestor_execution_id and stage.id = step.ancestor_stage_id
            ) way
            where way.blocked_at is null or way.depth < way.blocked_at
            """;

    /** Closes this attempt, or an earlier one, where it is open. */
    static final String CLOSE_OPEN = """
            update leafnode_judgment
            set attempt = :attempt,
                closed_at = :closedAt
            where execution_id = :executionId
                and stage_id = :stageId
                and state = :state
                and closed_at is null
                and (attempt = :attempt
                    or :attempt <=> :current
                    or (attempt < :attempt and not attempt <=> :current))
            """;

    /**
     * Notes that an attempt is closed where none is open. The attempt is set last, since the columns are set in turn.
     */
    static final String CLOSE = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, `stored`, roles, closed_at)
            values (:executionId, :stageId, :state, :attempt, false, '', :closedAt)
            on duplicate key update
                closed_at = case
                    when closed_at is not null
                        and ((attempt <> :attempt and :attempt <=> :current)
                            or (attempt < :attempt and not attempt <=> :current))
                    then :closedAt
                    else closed_at
                end,
                attempt = case
                    when closed_at is not null
                        and ((attempt <> :attempt and :attempt <=> :current)
                            or (attempt < :attempt and not attempt <=> :current))
                    then :attempt
                    else attempt
                end
            """;

    /** The links from a stage upward. What the stage still awaits, and what is closed, stays. */
    static final String FROM_CUT = """
            from leafnode_judgment_link ended
            straight_join leafnode_judgment_link above
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
                        and locate(
                            concat(char(10 using utf8mb4), ended.child_execution_id, char(10 using utf8mb4)),
                            stage.awaited) > 0)
                and not exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = ended.execution_id
                        and known.stage_id = ended.stage_id
                        and known.state = ended.state
                        and (known.closed_at is not null or known.attempt <> ended.attempt))
            """;

    private static final String OPENABLE = """
            coalesce(
                (select not complete or :state = 'FAILED' from leafnode_execution where id = :executionId),
                not :stored)
            """;

    private static final String STAGED = """
            exists (select 1 from leafnode_stage where execution_id = :executionId and id = :stageId)
            """;

    private static final String CURRENT = """
            (select leaf.attempt from :leaves leaf where leaf.execution_id = :executionId and leaf.stage_id = :stageId)
            """;

    /**
     * A statement that looks up itself what the stored execution says. Its state comes last,
     * since that is in the look as well.
     */
    static String looking(LeafState state, String statement) {
        return MySqlJudgmentStatements.in(
                state,
                statement
                        .replace(":openable", OPENABLE.strip())
                        .replace(":staged", STAGED.strip())
                        .replace(":current", CURRENT.strip()));
    }

    /** Returns whether it has opened. What is open already may get links that it did not have. */
    abstract boolean open(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment, boolean isKnownLineage);

    /** Returns whether anything was open. */
    abstract boolean close(NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt);

    /** Returns whether there was a link. */
    abstract boolean cut(NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage);
}
