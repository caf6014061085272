package dev.leafnode.store.sql;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface DigestRows extends Repository<DigestRow, String> {

    /** The digest of an execution, whose row stays locked: savers of one execution come one after the other. */
    @Query("""
            select digest
            from leafnode_execution
            where id = :executionId
            for update
            """)
    Optional<String> lock(String executionId);

    @Query("""
            select id, position, waits, awaited, digest
            from leafnode_stage
            where execution_id = :executionId
            """)
    List<DigestRow> stages(String executionId);

    @Query("""
            select id, position, waits, awaited, digest
            from leafnode_stage
            where execution_id = :executionId and id = :stageId
            """)
    Optional<DigestRow> stage(String executionId, String stageId);

    /** A stage that may have been stored a moment ago, by another transaction that this one does not see. */
    default Optional<DigestRow> locked(String executionId, String stageId) {
        return stage(executionId, stageId);
    }

    /** The place of a stage after all others. */
    @Query("""
            select coalesce(max(position) + 1, 0)
            from leafnode_stage
            where execution_id = :executionId
            """)
    int nextPosition(String executionId);
}
