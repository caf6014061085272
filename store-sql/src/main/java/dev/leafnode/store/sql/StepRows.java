package dev.leafnode.store.sql;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface StepRows extends Repository<StepRow, String> {

    /** The ways from the open judgments of these executions, from the leaf up, the one along the triggers first. */
    @Query("""
            select execution_id, stage_id, route, ancestor_execution_id, ancestor_stage_id
            from leafnode_visible_link
            where state = :state and execution_id = any (:executionIds)
            order by execution_id, stage_id, route <> 0, route, depth
            """)
    List<StepRow> from(String state, String[] executionIds);
}
