package dev.leafnode.store.sql;

import java.util.List;
import java.util.Set;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface EdgeRows extends Repository<EdgeRow, String> {

    /**
     * Every edge at an execution whose other end is stored too: those above it first, its trigger's before
     * the others. The offset has PostgreSQL look each edge up, where it would rather read all lineages of
     * tables that it has not analyzed.
     */
    @Query("""
            select edge.execution_id, edge.parent_execution_id, edge.parent_stage_id, edge.weight,
                edge.execution_id = edge.parent_execution_id or exists (
                    select 1 from leafnode_lineage above
                    where above.execution_id = edge.parent_execution_id
                        and above.ancestor_execution_id = edge.execution_id
                    offset 0 rows) as cyclic,
                exists (
                    select 1 from leafnode_lineage below
                    where below.ancestor_execution_id = edge.execution_id
                    offset 0 rows) as has_below
            from (
                select execution_id, parent_execution_id, parent_stage_id, weight, 0 as place
                from leafnode_parent
                where execution_id = :executionId
                union all
                select execution_id, parent_execution_id, parent_stage_id, weight, 1 as place
                from leafnode_parent
                where parent_execution_id = :executionId and execution_id <> :executionId
            ) edge
            where exists (select 1 from leafnode_execution child where child.id = edge.execution_id)
                and exists (select 1 from leafnode_execution parent where parent.id = edge.parent_execution_id)
            order by edge.place, edge.weight <> 0, edge.execution_id, edge.parent_execution_id, edge.parent_stage_id
            """)
    List<EdgeRow> at(String executionId);

    /** The executions that are known to be started or watched by the stages of an execution, with those stages. */
    @Query("""
            select execution_id, parent_execution_id, parent_stage_id, weight, false as cyclic, false as has_below
            from leafnode_parent
            where parent_execution_id = :executionId and parent_stage_id in (:stageIds)
            """)
    List<EdgeRow> below(String executionId, Set<String> stageIds);
}
