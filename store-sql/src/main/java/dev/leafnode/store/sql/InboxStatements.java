package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.PageToken;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The statements that find a page of open judgments, after a place in their order, the longest-waiting first, together
 * with the ways on which each shows. How many are sought is part of the text: a plan that is made for any number is made
 * for a tenth of all, and PostgreSQL would make one anew each time. There are few such numbers, since drivers keep the
 * statements that were sent last.
 */
final class InboxStatements {

    /** One more than the pages that are usual. */
    private static final int[] SIZES = {2, 11, 21, 31, 51, 101, 201, 501, JudgmentQuery.MAX_LIMIT + 1};

    private static final PageToken START = new PageToken(-1, List.of("", ""));

    private static final String ALL = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused
            from leafnode_judgment
            where state = :state
                and closed_at is null
                and attempt >= :attempt
                and (attempt > :attempt
                    or execution_id > :executionId
                    or (execution_id = :executionId and stage_id > :stageId))
            order by attempt, execution_id, stage_id
            limit :most
            """;

    private static final String OF_APPLICATION = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused
            from leafnode_judgment
            where state = :state
                and closed_at is null
                and application = :application
                and attempt >= :attempt
                and (attempt > :attempt
                    or execution_id > :executionId
                    or (execution_id = :executionId and stage_id > :stageId))
            order by attempt, execution_id, stage_id
            limit :most
            """;

    private final String all;
    private final String ofApplication;
    private final String blocking;

    InboxStatements(LeafState state, JudgmentStatements database) {
        all = withWays(state, database, ALL);
        ofApplication = withWays(state, database, OF_APPLICATION);
        blocking = withWays(state, database, database.pageOfBlocking());
    }

    private static String withWays(LeafState state, JudgmentStatements database, String page) {
        return JudgmentStatements.in(state, database.withWays(page));
    }

    /** Finds at least one more than a page holds, which tells whether it is the last. */
    String page(JudgmentQuery query) {
        int most = Arrays.stream(SIZES)
                .filter(size -> size > query.limit())
                .findFirst()
                .orElseThrow();
        return (query.blocking() != null ? blocking : query.application() != null ? ofApplication : all)
                .replace(":most", String.valueOf(most));
    }

    static MapSqlParameterSource parameters(JudgmentQuery query) {
        PageToken token = query.pageToken() == null ? START : query.pageToken();
        return new MapSqlParameterSource()
                .addValue("blocked", StoredText.soughtIfAny(query.blocking()))
                .addValue("application", StoredText.soughtIfAny(query.application()), Types.VARCHAR)
                .addValue("attempt", token.time())
                .addValue("executionId", StoredText.sought(token.ids().get(0)))
                .addValue("stageId", StoredText.sought(token.ids().get(1)));
    }
}
