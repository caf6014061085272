package dev.leafnode.store.sql;

import dev.leafnode.model.Audience;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.repository.JudgmentOrder;
import dev.leafnode.repository.JudgmentQuery;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The statements that find a page of open judgments, after a place in their order, together with the ways on which each
 * shows, and the one that counts them. What is asked most has a statement of its own. How many are sought is part of
 * the text: a plan that is made for any number is made for a tenth of all, and PostgreSQL would make one anew each
 * time. There are few such numbers, since drivers keep the statements that were sent last.
 */
final class InboxStatements {

    /** One more than the pages that are usual. */
    private static final int[] SIZES = {2, 11, 21, 31, 51, 101, 201, 501, JudgmentQuery.MAX_LIMIT + 1};

    private static final String ALL = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused,
                0 as place
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

    /**
     * The application is a value of a query of its own, so that a plan for any application seems to cost no more than
     * one for this one. PostgreSQL would make a plan each time otherwise where an application has less open than
     * others, which takes longer than to run it.
     */
    static final String OF_APPLICATION = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused,
                0 as place
            from leafnode_judgment
            where state = :state
                and closed_at is null
                and application = (select cast(:application as varchar))
                and attempt >= :attempt
                and (attempt > :attempt
                    or execution_id > :executionId
                    or (execution_id = :executionId and stage_id > :stageId))
            order by attempt, execution_id, stage_id
            limit :most
            """;

    /** Those that meet every condition, a condition that is null being met. */
    static final String MATCHING = """
            select judgment.*,
                exists (
                    select 1 from leafnode_execution
                    where id = judgment.execution_id and status = 'PAUSED') as paused,
                case when cast(:byDeadline as boolean) then
                    least(
                        coalesce(judgment.deadline_at, 9223372036854775807),
                        coalesce(
                            (
                                select min(link.ancestor_deadline_at)
                                from leafnode_visible_link link
                                where link.execution_id = judgment.execution_id
                                    and link.stage_id = judgment.stage_id
                                    and link.state = :state
                                    and link.attempt = judgment.attempt),
                            9223372036854775807))
                    else 0
                end as place
            from leafnode_judgment judgment
            where judgment.state = :state
                and judgment.closed_at is null
                and (cast(:application as varchar) is null or judgment.application = :application)
                and (cast(:pipeline as varchar) is null or judgment.pipeline = :pipeline)
                and judgment.attempt < :sinceBefore
                and (cast(:text as varchar) is null
                    or translate(judgment.application, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :applicationText escape '!'
                    or translate(judgment.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :text escape '!'
                    or translate(judgment.stage_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :text escape '!'
                    or translate(judgment.instructions, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :text escape '!')
                and (cast(:anyAudience as boolean) or (judgment.application, judgment.roles) in (
                    select asked.application, asked.roles
                    from unnest(cast(:audienceApplications as varchar array), cast(:audienceRoles as varchar array))
                        as asked (application, roles)))
                and (cast(:blocked as varchar) is null
                    or judgment.execution_id = :blocked
                    or exists (
                        select 1 from leafnode_visible_link link
                        where link.execution_id = judgment.execution_id
                            and link.stage_id = judgment.stage_id
                            and link.state = :state
                            and link.attempt = judgment.attempt
                            and link.ancestor_execution_id = :blocked))
            """;

    private static final String PAGE_OF_MATCHING = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles, paused, place
            from (%s) matching
            where place >= :place
                and (place > :place
                    or attempt > :attempt
                    or (attempt = :attempt
                        and (execution_id > :executionId
                            or (execution_id = :executionId and stage_id > :stageId))))
            order by place, attempt, execution_id, stage_id
            limit :most
            """;

    private static final String COUNTS = """
            select application, roles, count(*) as asked
            from (%s) matching
            group by application, roles
            """;

    private final String all;
    private final String ofApplication;
    private final String blocking;
    private final String matching;
    private final String counts;

    InboxStatements(LeafState state, JudgmentStatements database) {
        all = withWays(state, database, ALL);
        ofApplication = withWays(state, database, database.pageOfApplication());
        blocking = withWays(state, database, database.pageOfBlocking());
        matching = withWays(state, database, PAGE_OF_MATCHING.formatted(database.matching()));
        counts = JudgmentStatements.in(state, COUNTS.formatted(database.matching()));
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
        return statement(query).replace(":most", String.valueOf(most));
    }

    private String statement(JudgmentQuery query) {
        if (!query.isPlain()) {
            return matching;
        }
        if (query.blocking() != null) {
            return blocking;
        }
        return query.application() != null ? ofApplication : all;
    }

    /** Counts all that a query finds, by whom they ask. */
    String counts() {
        return counts;
    }

    static MapSqlParameterSource parameters(JudgmentQuery query) {
        JudgmentKey after = query.after();
        boolean isByDeadline = query.order() == JudgmentOrder.DEADLINE;
        Set<Audience> audiences = query.audiences() == null ? Set.of() : query.audiences();
        List<String> applications = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        List<List<String>> asked = new ArrayList<>();
        for (Audience audience : audiences) {
            applications.add(StoredText.sought(audience.application()));
            roles.add(QuestionColumns.roles(audience.requiredRoles()));
            asked.add(List.of(applications.get(asked.size()), roles.get(asked.size())));
        }
        return new MapSqlParameterSource()
                .addValue("blocked", StoredText.soughtIfAny(query.blocking()), Types.VARCHAR)
                .addValue("application", StoredText.soughtIfAny(query.application()), Types.VARCHAR)
                .addValue("pipeline", StoredText.write(query.pipeline()), Types.VARCHAR)
                .addValue("sinceBefore", millis(query.sinceBefore()))
                .addValue("text", Patterns.containing(query.text()), Types.VARCHAR)
                .addValue("applicationText", Patterns.containingAsItIs(query.text()), Types.VARCHAR)
                .addValue("expression", Expressions.containing(query.text()), Types.VARCHAR)
                .addValue("applicationExpression", Expressions.containingAsItIs(query.text()), Types.VARCHAR)
                .addValue("anyAudience", query.audiences() == null)
                .addValue("audienceApplications", new ArrayValue("varchar", applications.toArray()))
                .addValue("audienceRoles", new ArrayValue("varchar", roles.toArray()))
                .addValue("audiences", JsonRows.of(asked))
                .addValue("byDeadline", isByDeadline)
                .addValue("place", isByDeadline ? query.afterDeadline() : 0L)
                .addValue("attempt", after == null ? -1L : after.attempt())
                .addValue(
                        "executionId",
                        StoredText.sought(after == null ? "" : after.stage().executionId()))
                .addValue(
                        "stageId",
                        StoredText.sought(after == null ? "" : after.stage().stageId()));
    }

    /** The first millisecond at that instant or later, since attempts are milliseconds. */
    private static long millis(@Nullable Instant instant) {
        if (instant == null || instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))) {
            return Long.MAX_VALUE;
        }
        return instant.isBefore(Instant.EPOCH) ? 0 : instant.plusNanos(999_999).toEpochMilli();
    }
}
