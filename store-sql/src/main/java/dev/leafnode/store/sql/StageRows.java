package dev.leafnode.store.sql;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface StageRows extends Repository<StageRow, String> {

    /** The stages of these executions, in no particular order, and what shows on each. */
    @Query("""
            with shown as (
                select distinct ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application, pipeline, stage_name
                from leafnode_visible_link
                where cast(:withLinks as boolean)
                    and state = 'JUDGMENT'
                    and ancestor_execution_id = any (:executionIds)
                    and execution_id = any (array (
                        select distinct execution_id
                        from leafnode_judgment_link
                        where state = 'JUDGMENT' and ancestor_execution_id = any (:executionIds)))
            ), link as (
                select ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application, pipeline, stage_name,
                    row_number() over (
                        partition by ancestor_execution_id, ancestor_stage_id
                        order by attempt, execution_id, stage_id) as place,
                    count(*) over (partition by ancestor_execution_id, ancestor_stage_id) as waiting
                from shown
            )
            select stage.execution_id, stage.id, stage.position, stage.body,
                link.execution_id as leaf_execution_id, link.stage_id as leaf_stage_id, link.attempt,
                link.application, link.pipeline, link.stage_name, link.waiting
            from leafnode_stage stage
            left join link
                on link.ancestor_execution_id = stage.execution_id
                and link.ancestor_stage_id = stage.id
                and link.place = 1
            where stage.execution_id = any (:executionIds)
            """)
    List<StageRow> of(String[] executionIds, boolean withLinks);
}
