package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * In transactions of the store's own, each of whose statements sees what is committed, and looks up by itself
 * what the stored execution says. What nearly always happens has a statement of its own: the first attempt of
 * a stage opens, and what is open closes. Where it changes nothing, because something else is known of the
 * stage, a second statement decides.
 */
final class MySqlOwnAttempts extends MySqlAttempts {

    /** Fails where anything is known of the stage. */
    private static final String OPEN_FIRST = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, `stored`, application, pipeline, stage_name,
                 deadline_at, instructions, inputs, roles)
            select :executionId, :stageId, :state, :attempt, :stored, :application, :pipeline, :stageName,
                :deadlineAt, :instructions, :inputs, :roles
            from dual
            where :openable
            """;

    private static final String LINK = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id,
                 application, pipeline, stage_name, deadline_at)
            select :executionId, :stageId, :state, :attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                way.application, way.pipeline, way.stage_name, way.deadline_at
            from (%s) way
            where exists (
                select 1 from leafnode_judgment
                where execution_id = :executionId
                    and stage_id = :stageId
                    and state = :state
                    and attempt = :attempt
                    and closed_at is null)
            on duplicate key update depth = leafnode_judgment_link.depth
            """;

    private static final String CUT = "delete above\n" + FROM_CUT;

    private final String openFirst;
    private final String open;
    private final String linkAlongStoredWays;
    private final String linkAlongKnownWays;
    private final String closeOpen;
    private final String close;
    private final String cut;

    MySqlOwnAttempts(LeafState state) {
        openFirst = looking(state, OPEN_FIRST);
        open = looking(state, OPEN);
        linkAlongStoredWays = looking(state, LINK.formatted(STORED_WAYS));
        linkAlongKnownWays = looking(state, LINK.formatted(KNOWN_WAYS));
        closeOpen = looking(state, CLOSE_OPEN);
        close = looking(state, CLOSE);
        cut = looking(state, CUT);
    }

    @Override
    boolean open(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment, boolean isKnownLineage) {
        boolean opened = isOpened(jdbc, judgment);
        jdbc.update(isKnownLineage ? linkAlongKnownWays : linkAlongStoredWays, judgment);
        return opened;
    }

    @Override
    boolean close(NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt) {
        if (jdbc.update(closeOpen, attempt) > 0) {
            return true;
        }
        jdbc.update(close, attempt);
        // It may have been opened between the two.
        return jdbc.update(closeOpen, attempt) > 0;
    }

    @Override
    boolean cut(NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage) {
        return jdbc.update(cut, stage) > 0;
    }

    /** A key that is there undoes the one statement, and not the transaction. */
    private boolean isOpened(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment) {
        try {
            return jdbc.update(openFirst, judgment) > 0;
        } catch (DuplicateKeyException known) {
            return jdbc.update(open, judgment) > 0;
        }
    }
}
