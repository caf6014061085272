package dev.leafnode.store.sql;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.jdbc.repository.query.Query;

/** Links are looked up for each execution in turn, whatever the optimizer thinks of how many that are. */
interface MySqlLinkRows extends LinkRows {

    @Override
    default List<LinkRow> on(String state, String[] executionIds) {
        // A longer one would be cut off, and be another one's.
        return onEach(
                state,
                JsonRows.ofEach(Stream.of(executionIds)
                        .filter(id -> id.length() <= StoredForm.LONGEST_ID)
                        .toList()));
    }

    @Query("""
            with shown as (
                select distinct link.ancestor_execution_id, link.ancestor_stage_id,
                    link.execution_id, link.stage_id, link.attempt, link.application
                from json_table(:executionIds, '$[*]' columns (
                    id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[0]')) sought
                straight_join leafnode_visible_link link
                    on link.ancestor_execution_id = sought.id
                where link.state = :state
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
            """)
    List<LinkRow> onEach(String state, String executionIds);
}
