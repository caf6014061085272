package dev.leafnode.store.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** Open judgments after a place in their order, the longest-waiting first. */
interface JudgmentRows extends Repository<JudgmentRow, String> {

    @Query("""
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused
            from leafnode_judgment
            where state = :state
                and closed_at is null
                and attempt >= :attempt
                and (attempt > :attempt
                    or execution_id > :executionId
                    or (execution_id = :executionId and stage_id > :stageId))
            order by attempt, execution_id, stage_id
            limit :most
            """)
    List<JudgmentRow> all(String state, long attempt, String executionId, String stageId, int most);

    @Query("""
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused
            from leafnode_judgment
            where state = :state
                and closed_at is null
                and application = :application
                and attempt >= :attempt
                and (attempt > :attempt
                    or execution_id > :executionId
                    or (execution_id = :executionId and stage_id > :stageId))
            order by attempt, execution_id, stage_id
            limit :most
            """)
    List<JudgmentRow> ofApplication(
            String state, String application, long attempt, String executionId, String stageId, int most);

    /** Those that an execution holds itself, and those that show on it. */
    @Query("""
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused
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
            """)
    List<JudgmentRow> blocking(
            String state,
            String blocked,
            @Nullable String application,
            long attempt,
            String executionId,
            String stageId,
            int most);

    /**
     * The same, for databases that look at a view as often as they are asked: "offset 0" has the judgments put in order
     * before it is asked whether they show, so that it is asked of no more than a page holds.
     */
    @Query("""
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                exists (
                    select 1 from leafnode_execution
                    where id = below.execution_id and status = 'PAUSED') as paused
            from (
                select execution_id, stage_id, attempt, application, pipeline, stage_name
                from leafnode_judgment
                where state = :state
                    and closed_at is null
                    and (execution_id, stage_id) in (
                        select execution_id, stage_id
                        from leafnode_judgment
                        where state = :state and execution_id = :blocked
                        union
                        select execution_id, stage_id
                        from leafnode_judgment_link
                        where state = :state and ancestor_execution_id = :blocked)
                    and (cast(:application as varchar) is null or application = :application)
                    and attempt >= :attempt
                    and (attempt > :attempt
                        or execution_id > :executionId
                        or (execution_id = :executionId and stage_id > :stageId))
                order by attempt, execution_id, stage_id
                offset 0
            ) below
            where execution_id = :blocked
                or exists (
                    select 1 from leafnode_visible_link link
                    where link.state = :state
                        and link.ancestor_execution_id = :blocked
                        and link.execution_id = below.execution_id
                        and link.stage_id = below.stage_id)
            order by attempt, execution_id, stage_id
            limit :most
            """)
    List<JudgmentRow> blockingInOrder(
            String state,
            String blocked,
            @Nullable String application,
            long attempt,
            String executionId,
            String stageId,
            int most);
}
