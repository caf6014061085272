package dev.leafnode.store.sql;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;

/**
 * What is read here is compared with what is saved, so it is what was committed last, and not what a transaction
 * began with. A row is locked only where it is there: where there is none, that would lock the gap that it
 * belongs in against all who insert there. The stages of an execution are locked with the gaps between them,
 * since none of them may be missed.
 */
interface MySqlDigestRows extends DigestRows {

    @Override
    default Optional<String> lock(String executionId) {
        return isThere(executionId).flatMap(there -> locked(executionId));
    }

    @Query("""
            select id
            from leafnode_execution
            where id = :executionId
            """)
    Optional<String> isThere(String executionId);

    @Query("""
            select digest
            from leafnode_execution
            where id = :executionId
            for update
            """)
    Optional<String> locked(String executionId);

    @Override
    @Query("""
            select id, position, waits, awaited, digest
            from leafnode_stage
            where execution_id = :executionId
            for update
            """)
    List<DigestRow> stages(String executionId);

    @Override
    default Optional<DigestRow> stage(String executionId, String stageId) {
        return isThere(executionId, stageId).flatMap(there -> locked(executionId, stageId));
    }

    @Query("""
            select id
            from leafnode_stage
            where execution_id = :executionId and id = :stageId
            """)
    Optional<String> isThere(String executionId, String stageId);

    @Override
    @Query("""
            select id, position, waits, awaited, digest
            from leafnode_stage
            where execution_id = :executionId and id = :stageId
            for update
            """)
    Optional<DigestRow> locked(String executionId, String stageId);
}
