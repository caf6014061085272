package dev.leafnode.store.sql;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.PageToken;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The statements that find a page of executions, one for each condition that decides where to look. Conditions that
 * only filter what is found there are in all of them, and hold when their parameter is not set.
 */
final class ExecutionStatements {

    /** The newest of all, or of a pipeline. */
    static final String PAGE = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and (cast(:nameContaining as varchar) is null
                    or translate(execution.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :nameContaining escape '!')
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    /** The newest of those that run, or of those that ended. */
    static final String PAGE_BY_PROGRESS = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.complete = :complete
                and (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and (cast(:nameContaining as varchar) is null
                    or translate(execution.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :nameContaining escape '!')
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    /** The newest of an application. */
    static final String PAGE_OF_APPLICATION = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.application = :application
                and (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and (cast(:nameContaining as varchar) is null
                    or translate(execution.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :nameContaining escape '!')
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    /** The newest of those that run in an application, or of those that ended. */
    static final String PAGE_OF_APPLICATION_BY_PROGRESS = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.application = :application
                and execution.complete = :complete
                and (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and (cast(:nameContaining as varchar) is null
                    or translate(execution.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :nameContaining escape '!')
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    /** A handful by their ids. */
    static final String PAGE_BY_ID = """
            select execution.id, execution.created_at, execution.body
            from leafnode_execution execution
            where execution.id in (:ids)
                and (cast(:application as varchar) is null or execution.application = :application)
                and (cast(:anyStatus as boolean) or execution.status in (:statuses))
                and (cast(:name as varchar) is null or execution.name = :name)
                and (cast(:nameContaining as varchar) is null
                    or translate(execution.pipeline, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
                        like :nameContaining escape '!')
                and execution.created_at >= :createdFrom
                and execution.created_at < :createdBefore
                and execution.created_at <= :time
                and (execution.created_at < :time or execution.id < :id)
            order by execution.created_at desc, execution.id desc
            limit :most
            """;

    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private static final PageToken START = new PageToken(Long.MAX_VALUE, "");

    private ExecutionStatements() {}

    static String page(Dialect dialect, ExecutionQuery query) {
        if (query.awaiting() != null) {
            return dialect.pageOfAwaiting();
        }
        if (!query.ids().isEmpty()) {
            return dialect.pageById();
        }
        if (complete(query.statuses()) == null) {
            return query.application() == null ? dialect.page() : dialect.pageOfApplication();
        }
        return query.application() == null ? dialect.pageByProgress() : dialect.pageOfApplicationByProgress();
    }

    static MapSqlParameterSource parameters(ExecutionQuery query) {
        PageToken token = query.pageToken() == null ? START : query.pageToken();
        return new MapSqlParameterSource()
                .addValue("anyId", query.ids().isEmpty())
                .addValue(
                        "ids",
                        listed(query.ids().stream().map(StoredText::sought).toList()))
                .addValue("application", StoredText.soughtIfAny(query.application()))
                .addValue("name", StoredForm.searchedName(query.name()))
                .addValue("nameContaining", Patterns.containing(query.nameContaining()), Types.VARCHAR)
                .addValue("nameExpression", Expressions.containing(query.nameContaining()), Types.VARCHAR)
                .addValue("anyStatus", query.statuses().isEmpty())
                .addValue(
                        "statuses",
                        listed(query.statuses().stream()
                                .map(ExecutionStatus::name)
                                .toList()))
                .addValue("complete", complete(query.statuses()))
                .addValue("own", query.awaiting() != Awaiting.BELOW)
                .addValue("below", query.awaiting() != Awaiting.OWN)
                .addValue("anyLeaf", query.leafApplications() == null)
                .addValue("leafApplications", listed(leafApplications(query)))
                .addValue("createdFrom", millis(query.createdFrom(), Long.MIN_VALUE))
                .addValue("createdBefore", millis(query.createdBefore(), Long.MAX_VALUE))
                .addValue("time", token.time())
                .addValue("id", StoredText.sought(token.ids().get(0)))
                .addValue("most", query.limit() + 1);
    }

    private static List<String> leafApplications(ExecutionQuery query) {
        return query.leafApplications() == null
                ? List.of()
                : query.leafApplications().stream().map(StoredText::sought).toList();
    }

    /** A list of SQL cannot be empty. No id, no status and no application is the empty text. */
    private static Collection<String> listed(Collection<String> values) {
        return values.isEmpty() ? List.of("") : values;
    }

    /** What all these statuses have in common, if anything: an index tells running executions from those that ended. */
    private static @Nullable Boolean complete(Set<ExecutionStatus> statuses) {
        long complete = statuses.stream().filter(ExecutionStatus::isComplete).count();
        if (statuses.isEmpty() || (complete > 0 && complete < statuses.size())) {
            return null;
        }
        return complete > 0;
    }

    /** The first millisecond at that instant or later, since times are stored in milliseconds. */
    private static long millis(@Nullable Instant instant, long otherwise) {
        if (instant == null) {
            return otherwise;
        }
        if (instant.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return instant.isAfter(LAST)
                ? Long.MAX_VALUE
                : instant.plusNanos(999_999).toEpochMilli();
    }
}
