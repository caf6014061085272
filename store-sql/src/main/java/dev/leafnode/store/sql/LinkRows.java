package dev.leafnode.store.sql;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface LinkRows extends Repository<LinkRow, String> {

    /**
     * What shows on the stages of these executions. The last two conditions always hold: H2 reads a table as of one
     * moment only when the statement itself names it, and not when a view in a common table expression does.
     */
    @Query("""
            with shown as (
                select distinct ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application
                from leafnode_visible_link
                where state = :state and ancestor_execution_id = any (:executionIds)
                    and execution_id = any (array (
                        select distinct execution_id
                        from leafnode_judgment_link
                        where state = :state and ancestor_execution_id = any (:executionIds)))
            ), link as (
                select ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application,
                    row_number() over (
                        partition by ancestor_execution_id, ancestor_stage_id, application
                        order by attempt, execution_id, stage_id) as place,
                    count(*) over (partition by ancestor_execution_id, ancestor_stage_id, application) as waiting
                from shown
            )
            select ancestor_execution_id, ancestor_stage_id,
                execution_id, stage_id, attempt, application, waiting
            from link
            where place = 1
                and exists (
                    select 1 from leafnode_judgment_link known
                    where known.state = :state
                        and known.ancestor_execution_id = link.ancestor_execution_id
                        and known.ancestor_stage_id = link.ancestor_stage_id)
                and exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = link.execution_id
                        and known.stage_id = link.stage_id
                        and known.state = :state)
            """)
    List<LinkRow> on(String state, String[] executionIds);
}
