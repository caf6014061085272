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
}
