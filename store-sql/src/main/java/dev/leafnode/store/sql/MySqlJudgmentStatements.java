package dev.leafnode.store.sql;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * MySQL and MariaDB. Texts that come in JSON have any collation but a binary one: that of the columns
 * they are compared with prevails.
 */
final class MySqlJudgmentStatements implements JudgmentStatements {

    private static final String PAGE_OF_APPLICATION = """
            select execution_id, stage_id, attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles,
                exists (
                    select 1 from leafnode_execution
                    where id = leafnode_judgment.execution_id and status = 'PAUSED') as paused,
                0 as place
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

    private static final String PAGE_OF_BLOCKING = """
            select judgment.execution_id, judgment.stage_id, judgment.attempt, judgment.application, judgment.pipeline,
                judgment.stage_name, judgment.deadline_at, judgment.instructions, judgment.inputs, judgment.roles,
                exists (
                    select 1 from leafnode_execution
                    where id = judgment.execution_id and status = 'PAUSED') as paused,
                0 as place
            from (
                select execution_id, stage_id, attempt
                from leafnode_judgment
                where state = :state and execution_id = :blocked
                union
                select execution_id, stage_id, attempt
                from leafnode_judgment_link
                where state = :state and ancestor_execution_id = :blocked
            ) below
            straight_join leafnode_judgment judgment force index (primary)
                on judgment.execution_id = below.execution_id
                and judgment.stage_id = below.stage_id
                and judgment.state = :state
                and judgment.attempt = below.attempt
            where judgment.closed_at is null
                and (:application is null or judgment.application = :application)
                and judgment.attempt >= :attempt
                and (judgment.attempt > :attempt
                    or judgment.execution_id > :executionId
                    or (judgment.execution_id = :executionId and judgment.stage_id > :stageId))
                and (judgment.execution_id = :blocked
                    or exists (
                        select 1 from leafnode_visible_link link
                        where link.execution_id = judgment.execution_id
                            and link.stage_id = judgment.stage_id
                            and link.state = :state
                            and link.attempt = judgment.attempt
                            and link.ancestor_execution_id = :blocked))
            order by judgment.attempt, judgment.execution_id, judgment.stage_id
            limit :most
            """;

    private static final String MATCHING = """
            select judgment.*,
                exists (
                    select 1 from leafnode_execution
                    where id = judgment.execution_id and status = 'PAUSED') as paused,
                case when :byDeadline then
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
                and (:application is null or judgment.application = :application)
                and (:pipeline is null or judgment.pipeline = :pipeline)
                and judgment.attempt < :sinceBefore
                and (:expression is null
                    or judgment.application regexp :applicationExpression
                    or judgment.pipeline regexp :expression
                    or judgment.stage_name regexp :expression
                    or judgment.instructions regexp :expression)
                and (:anyAudience or (judgment.application, judgment.roles) in (
                    select asked.application, asked.roles
                    from json_table(:audiences, '$[*]' columns (
                        application longtext character set utf8mb4 collate utf8mb4_general_ci path '$[0]',
                        roles longtext character set utf8mb4 collate utf8mb4_general_ci path '$[1]')) asked))
                and (:blocked is null
                    or judgment.execution_id = :blocked
                    or exists (
                        select 1 from leafnode_visible_link link
                        where link.execution_id = judgment.execution_id
                            and link.stage_id = judgment.stage_id
                            and link.state = :state
                            and link.attempt = judgment.attempt
                            and link.ancestor_execution_id = :blocked))
            """;

    private static final String WITH_WAYS = """
            select page.execution_id, page.stage_id, page.attempt, page.application, page.pipeline, page.stage_name,
                page.deadline_at, page.instructions, page.inputs, page.roles, page.paused,
                step.route, step.ancestor_execution_id, step.ancestor_stage_id,
                step.ancestor_application, step.ancestor_pipeline, step.ancestor_stage_name, step.ancestor_deadline_at
            from (%s) page
            left join leafnode_visible_link step
                on step.execution_id = page.execution_id
                and step.stage_id = page.stage_id
                and step.state = :state
                and step.attempt = page.attempt
            order by page.place, page.attempt, page.execution_id, page.stage_id,
                step.route <> 0, step.route, step.depth
            """;

    private final MySqlAttempts own;
    private final MySqlAttempts joined;

    MySqlJudgmentStatements(LeafState state) {
        own = new MySqlOwnAttempts(state);
        joined = new MySqlJoinedAttempts(state);
    }

    /** A statement with a state, and the view of what is in it, in its text. */
    static String in(LeafState state, String statement) {
        String leaves = "leafnode_leaf_" + state.name().toLowerCase(Locale.ROOT);
        return JudgmentStatements.in(state, statement.replace(":leaves", leaves));
    }

    @Override
    public boolean open(
            Transactions transactions,
            NamedParameterJdbcOperations jdbc,
            MapSqlParameterSource judgment,
            Lineage lineage) {
        boolean isKnown = lineage instanceof Lineage.Known;
        if (lineage instanceof Lineage.Known known) {
            judgment.addValue("ancestors", JsonRows.of(steps(judgment, known.ancestors())));
        }
        MySqlAttempts attempts = attempts(transactions);
        return transactions.together(() -> attempts.open(jdbc, judgment, isKnown));
    }

    @Override
    public boolean close(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt) {
        MySqlAttempts attempts = attempts(transactions);
        return transactions.single(() -> attempts.close(jdbc, attempt));
    }

    @Override
    public boolean cut(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage) {
        MySqlAttempts attempts = attempts(transactions);
        return transactions.single(() -> attempts.cut(jdbc, stage));
    }

    @Override
    public String withWays(String page) {
        return WITH_WAYS.formatted(page);
    }

    @Override
    public String pageOfApplication() {
        return PAGE_OF_APPLICATION;
    }

    @Override
    public String pageOfBlocking() {
        return PAGE_OF_BLOCKING;
    }

    @Override
    public String matching() {
        return MATCHING;
    }

    private MySqlAttempts attempts(Transactions transactions) {
        return transactions.isJoined() ? joined : own;
    }

    private static List<List<@Nullable Object>> steps(MapSqlParameterSource judgment, List<Ancestor> ancestors) {
        List<List<@Nullable Object>> steps = new ArrayList<>();
        Object child = judgment.getValue("executionId");
        for (Ancestor ancestor : ancestors) {
            Instant deadline = ancestor.deadline();
            steps.add(Arrays.asList(
                    ancestor.stage().executionId(),
                    ancestor.stage().stageId(),
                    child,
                    ancestor.application(),
                    StoredText.write(ancestor.pipeline()),
                    StoredText.write(ancestor.stageName()),
                    deadline == null ? null : deadline.toEpochMilli()));
            child = ancestor.stage().executionId();
        }
        return steps;
    }
}
