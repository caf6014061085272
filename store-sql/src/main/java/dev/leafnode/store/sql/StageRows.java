package dev.leafnode.store.sql;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface StageRows extends Repository<StageRow, String> {

    /** The stages of these executions, and what shows on them, in no particular order. */
    @Query("""
            with shown as (
                select distinct ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application
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
                    execution_id, stage_id, attempt, application,
                    row_number() over (
                        partition by ancestor_execution_id, ancestor_stage_id, application
                        order by attempt, execution_id, stage_id) as place,
                    count(*) over (partition by ancestor_execution_id, ancestor_stage_id, application) as waiting
                from shown
            )
            select execution_id, id, position, body,
                null as leaf_execution_id, null as leaf_stage_id, null as attempt, null as application, null as waiting
            from leafnode_stage
            where execution_id = any (:executionIds)
            union all
            select ancestor_execution_id, ancestor_stage_id, 0, '',
                execution_id, stage_id, attempt, application, waiting
            from link
            where place = 1
            """)
    List<StageRow> of(String[] executionIds, boolean withLinks);
}
