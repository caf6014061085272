package dev.leafnode.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.jdbc.core.RowMapper;

interface MySqlEdgeRows extends EdgeRows {

    @Override
    @Query(value = """
            select edge.execution_id, edge.parent_execution_id, edge.parent_stage_id, edge.weight,
                edge.execution_id = edge.parent_execution_id or exists (
                    select 1 from leafnode_lineage above
                    where above.execution_id = edge.parent_execution_id
                        and above.ancestor_execution_id = edge.execution_id) as cyclic,
                exists (
                    select 1 from leafnode_lineage below
                    where below.ancestor_execution_id = edge.execution_id) as has_below
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
            """, rowMapperClass = Mapper.class)
    List<EdgeRow> at(String executionId);

    @Override
    @Query(value = """
            select execution_id, parent_execution_id, parent_stage_id, weight, false as cyclic, false as has_below
            from leafnode_parent
            where parent_execution_id = :executionId and parent_stage_id in (:stageIds)
            """, rowMapperClass = Mapper.class)
    List<EdgeRow> below(String executionId, Set<String> stageIds);

    /** What is true or false is a number here. */
    final class Mapper implements RowMapper<EdgeRow> {

        @Override
        public EdgeRow mapRow(ResultSet row, int index) throws SQLException {
            return new EdgeRow(
                    row.getString("execution_id"),
                    row.getString("parent_execution_id"),
                    row.getString("parent_stage_id"),
                    row.getLong("weight"),
                    row.getBoolean("cyclic"),
                    row.getBoolean("has_below"));
        }
    }
}
