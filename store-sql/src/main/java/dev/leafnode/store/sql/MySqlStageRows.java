package dev.leafnode.store.sql;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;

/** Links are looked up for each execution in turn, whatever the optimizer thinks of how many that are. */
interface MySqlStageRows extends StageRows {

    @Override
    default List<StageRow> of(String[] executionIds, boolean withLinks) {
        return ofEach(JsonRows.ofEach(List.of(executionIds)), withLinks);
    }

    @Query("""
            with sought as (
                select id
                from json_table(:executionIds, '$[*]' columns (
                    id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[0]')) listed
            ), shown as (
                select distinct link.ancestor_execution_id, link.ancestor_stage_id,
                    link.execution_id, link.stage_id, link.attempt, link.application
                from sought
                straight_join leafnode_visible_link link
                    on link.ancestor_execution_id = sought.id
                where :withLinks and link.state = 'JUDGMENT'
            ), link as (
                select ancestor_execution_id, ancestor_stage_id,
                    execution_id, stage_id, attempt, application,
                    row_number() over (
                        partition by ancestor_execution_id, ancestor_stage_id, application
                        order by attempt, execution_id, stage_id) as place,
                    count(*) over (partition by ancestor_execution_id, ancestor_stage_id, application) as waiting
                from shown
            )
            select stage.execution_id, stage.id, stage.position, stage.body,
                null as leaf_execution_id, null as leaf_stage_id, null as attempt, null as application, null as waiting
            from sought
            straight_join leafnode_stage stage
                on stage.execution_id = sought.id
            union all
            select ancestor_execution_id, ancestor_stage_id, 0, '',
                execution_id, stage_id, attempt, application, waiting
            from link
            where place = 1
            """)
    List<StageRow> ofEach(String executionIds, boolean withLinks);
}
