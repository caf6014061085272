package dev.leafnode.store.sql;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface LinkRows extends Repository<LinkRow, String> {

    /** What shows on the stages of these executions. */
    @Query("""
            with shown as (
                select distinct ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application, pipeline, stage_name
                from leafnode_visible_link
                where ancestor_execution_id in (:executionIds)
                    and execution_id = any (array (
                        select execution_id
                        from leafnode_judgment_link
                        where ancestor_execution_id in (:executionIds)))
            ), link as (
                select ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application, pipeline, stage_name,
                    row_number() over (
                        partition by ancestor_execution_id, ancestor_stage_id
                        order by attempt, execution_id, stage_id) as place,
                    count(*) over (partition by ancestor_execution_id, ancestor_stage_id) as waiting
                from shown
            )
            select ancestor_execution_id, ancestor_stage_id,
                execution_id, stage_id, attempt, application, pipeline, stage_name, waiting
            from link
            where place = 1
            """)
    List<LinkRow> on(Collection<String> executionIds);
}
