package dev.leafnode.store.sql;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;

/** What is read here is compared with what is saved, so it is what was committed last, and not what a transaction began with. */
interface MySqlDigestRows extends DigestRows {

    /** Where there is no such row, locking it would lock the gap that it belongs in against all who insert there. */
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
    @Query("""
            select id, position, waits, awaited, digest
            from leafnode_stage
            where execution_id = :executionId and id = :stageId
            for update
            """)
    Optional<DigestRow> stage(String executionId, String stageId);
}
