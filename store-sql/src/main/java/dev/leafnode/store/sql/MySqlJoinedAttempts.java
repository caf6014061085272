package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * In a transaction of the application, where by default a statement that writes locks all that it looks at, and the gap
 * where it finds nothing, until that transaction ends: two of them would soon wait for each other, and the server would
 * undo one with all that the application did in it. So everything is looked up first, which locks nothing, and only
 * single rows are written, each by its key.
 *
 * <p>Looked up is what such a transaction sees, by default the state that it began with. What that says of a stage
 * counts only while the attempt that is known of it is the one that was seen; otherwise the later attempt prevails. The
 * rest of what others have stored since is left to the next repair.
 */
final class MySqlJoinedAttempts extends MySqlAttempts {

    /** Finds nothing where nothing of the execution can be open. */
    private static final String LOOK_BEFORE_OPENING = """
            select look.seen, look.already_open, look.current_attempt, look.staged, way.route is not null as shown,
                :executionId, :stageId, :state, :attempt,
                way.route, way.depth, way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                way.application, way.pipeline, way.stage_name, way.deadline_at
            from (
                select
                    (
                        select attempt from leafnode_judgment
                        where execution_id = :executionId and stage_id = :stageId and state = :state) as seen,
                    exists (
                        select 1 from leafnode_judgment
                        where execution_id = :executionId
                            and stage_id = :stageId
                            and state = :state
                            and attempt = :attempt
                            and closed_at is null) as already_open,
                    :current as current_attempt,
                    :staged as staged
                from dual
                where :openable
            ) look
            left join (%s) way
                on true
            order by way.route, way.depth
            """;

    private static final String LOOK_BEFORE_CLOSING = """
            select
                (
                    select attempt from leafnode_judgment
                    where execution_id = :executionId and stage_id = :stageId and state = :state) as seen,
                exists (
                    select 1 from leafnode_judgment
                    where execution_id = :executionId
                        and stage_id = :stageId
                        and state = :state
                        and closed_at is null) as any_open,
                :current as current_attempt
            from dual
            """;

    /** Two rows are affected where one is there, since that becomes another: it has to be put right then. */
    private static final String OPEN_FIRST = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, `stored`, application, pipeline, stage_name,
                 deadline_at, instructions, inputs, roles)
            values (:executionId, :stageId, :state, :attempt, :stored, :application, :pipeline, :stageName,
                :deadlineAt, :instructions, :inputs, :roles)
            on duplicate key update `stored` = not `stored`
            """;

    private static final String PUT_RIGHT = """
            update leafnode_judgment
            set `stored` = not `stored`
            where execution_id = :executionId and stage_id = :stageId and state = :state
            """;

    private static final String FIND_CUT = """
            select above.execution_id, above.stage_id, above.state, above.attempt, above.route, above.depth
            %s
            order by 1, 2, 3, 4, 5, 6
            """.formatted(FROM_CUT);

    private static final String DELETE_LINKS = """
            delete link
            from json_table(:rows, '$[*]' columns (
                execution_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[0]',
                stage_id varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[1]',
                state varchar(64) character set utf8mb4 collate utf8mb4_general_ci path '$[2]',
                attempt bigint path '$[3]',
                route bigint path '$[4]',
                depth integer path '$[5]')) found
            straight_join leafnode_judgment_link link force index (primary)
                on link.execution_id = found.execution_id
                and link.stage_id = found.stage_id
                and link.state = found.state
                and link.attempt = found.attempt
                and link.route = found.route
                and link.depth = found.depth
            """;

    private static final int FIRST_COLUMN_OF_LINK = 6;
    private static final int LAST_COLUMN_OF_LINK = 18;

    private final String lookBeforeOpeningAlongStoredWays;
    private final String lookBeforeOpeningAlongKnownWays;
    private final String lookBeforeClosing;
    private final String openFirst;
    private final String open;
    private final String putRight;
    private final String closeOpen;
    private final String close;
    private final String findCut;

    MySqlJoinedAttempts(LeafState state) {
        lookBeforeOpeningAlongStoredWays = looking(state, LOOK_BEFORE_OPENING.formatted(STORED_WAYS));
        lookBeforeOpeningAlongKnownWays = looking(state, LOOK_BEFORE_OPENING.formatted(KNOWN_WAYS));
        lookBeforeClosing = looking(state, LOOK_BEFORE_CLOSING);
        openFirst = JudgmentStatements.in(state, OPEN_FIRST);
        open = looked(state, OPEN);
        putRight = JudgmentStatements.in(state, PUT_RIGHT);
        closeOpen = looked(state, CLOSE_OPEN);
        close = looked(state, CLOSE);
        findCut = JudgmentStatements.in(state, FIND_CUT);
    }

    @Override
    boolean open(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment, boolean isKnownLineage) {
        List<Look> looks = jdbc.query(
                isKnownLineage ? lookBeforeOpeningAlongKnownWays : lookBeforeOpeningAlongStoredWays,
                judgment,
                (row, index) -> Look.of(row));
        if (looks.isEmpty()) {
            return false;
        }
        Look look = looks.get(0);
        boolean opened = !look.alreadyOpen() && isOpened(jdbc, look.addedTo(judgment));
        if (opened || look.alreadyOpen()) {
            List<List<@Nullable Object>> links = new ArrayList<>();
            looks.stream().filter(Look::shown).forEach(shown -> links.add(shown.link()));
            FoundRows.write(jdbc, MySqlLineageStatements.INSERT_LINKS, links);
        }
        return opened;
    }

    @Override
    boolean close(NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt) {
        Boolean anyOpen = jdbc.queryForObject(lookBeforeClosing, attempt, (row, index) -> {
            attempt.addValue("seen", row.getObject("seen"), Types.BIGINT)
                    .addValue("current", row.getObject("current_attempt"), Types.BIGINT);
            return row.getBoolean("any_open");
        });
        if (Boolean.TRUE.equals(anyOpen) && jdbc.update(closeOpen, attempt) > 0) {
            return true;
        }
        jdbc.update(close, attempt);
        // What was opened since the transaction began was not seen.
        return jdbc.update(closeOpen, attempt) > 0;
    }

    @Override
    boolean cut(NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage) {
        return FoundRows.write(jdbc, DELETE_LINKS, FoundRows.find(jdbc, findCut, stage)) > 0;
    }

    private boolean isOpened(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment) {
        if (jdbc.update(openFirst, judgment) == 1 || jdbc.update(open, judgment) > 0) {
            return true;
        }
        jdbc.update(putRight, judgment);
        return false;
    }

    /**
     * A statement to which it was told what the stored execution says, which counts only for
     * the attempt that was seen then.
     */
    private static String looked(LeafState state, String statement) {
        return JudgmentStatements.in(
                state,
                statement
                        .replace(":current", "(case when attempt <=> :seen then :current end)")
                        .replace(":staged", "(attempt <=> :seen and :staged)"));
    }

    /**
     * What is seen before an attempt opens, and a link of it.
     *
     * @param seen the attempt that is known of the stage, open or closed; or null
     * @param alreadyOpen whether this attempt is open
     * @param current the attempt that the stored stage is in
     * @param staged whether the stage is stored
     * @param shown whether there is a link
     * @param link its columns
     */
    private record Look(
            @Nullable Object seen,
            boolean alreadyOpen,
            @Nullable Object current,
            boolean staged,
            boolean shown,
            List<@Nullable Object> link) {

        static Look of(ResultSet row) throws SQLException {
            return new Look(
                    row.getObject("seen"),
                    row.getBoolean("already_open"),
                    row.getObject("current_attempt"),
                    row.getBoolean("staged"),
                    row.getBoolean("shown"),
                    FoundRows.columns(row, FIRST_COLUMN_OF_LINK, LAST_COLUMN_OF_LINK));
        }

        MapSqlParameterSource addedTo(MapSqlParameterSource judgment) {
            return judgment.addValue("openable", true)
                    .addValue("staged", staged)
                    .addValue("seen", seen, Types.BIGINT)
                    .addValue("current", current, Types.BIGINT);
        }
    }
}
