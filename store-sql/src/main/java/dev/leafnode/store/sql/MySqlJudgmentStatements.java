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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * MySQL and MariaDB, where a statement writes one table, and says reliably only whether it has inserted or changed a row, not
 * which of the two. So what nearly always happens has a statement of its own: the first attempt of a stage opens, and what is
 * open closes. Where it changes nothing, because something else is known of the stage, a second statement decides.
 *
 * <p>Texts that come in JSON have any collation but a binary one: that of the columns they are compared with prevails.
 */
final class MySqlJudgmentStatements implements JudgmentStatements {

    /** Fails where anything is known of the stage. */
    private static final String OPEN_FIRST = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, `stored`, application, pipeline, stage_name,
                 deadline_at, instructions, inputs, roles)
            select :executionId, :stageId, :state, :attempt, :stored, :application, :pipeline, :stageName,
                :deadlineAt, :instructions, :inputs, :roles
            from dual
            where coalesce(
                (select not complete or :state = 'FAILED' from leafnode_execution where id = :executionId),
                not :stored)
            """;

    private static final String OPEN = """
            update leafnode_judgment
            set `stored` = :stored,
                application = :application,
                pipeline = :pipeline,
                stage_name = :stageName,
                deadline_at = :deadlineAt,
                instructions = :instructions,
                inputs = :inputs,
                roles = :roles,
                closed_at = null,
                attempt = :attempt
            where execution_id = :executionId
                and stage_id = :stageId
                and state = :state
                and attempt <> :attempt
                and coalesce(
                    (select not complete or :state = 'FAILED' from leafnode_execution where id = :executionId),
                    not :stored)
                and (:attempt = (
                        select leaf.attempt
                        from :leaves leaf
                        where leaf.execution_id = :executionId and leaf.stage_id = :stageId)
                    or (attempt < :attempt
                        and not attempt <=> (
                            select leaf.attempt
                            from :leaves leaf
                            where leaf.execution_id = :executionId and leaf.stage_id = :stageId)
                        and (exists (
                                select 1
                                from :leaves leaf
                                where leaf.execution_id = :executionId and leaf.stage_id = :stageId)
                            or not exists (
                                select 1 from leafnode_stage
                                where execution_id = :executionId and id = :stageId))))
            """;

    private static final String LINK_ALONG_STORED_LINEAGE = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select :executionId, :stageId, :state, :attempt, way.route, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id
            from (
                select route, depth, ancestor_execution_id, ancestor_stage_id, child_execution_id,
                    min(case when not awaits then depth end) over (partition by route) as blocked_at
                from leafnode_way
                where execution_id = :executionId
            ) way
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and exists (
                    select 1 from leafnode_judgment
                    where execution_id = :executionId
                        and stage_id = :stageId
                        and state = :state
                        and attempt = :attempt
                        and closed_at is null)
            on duplicate key update depth = leafnode_judgment_link.depth
            """;

    private static final String LINK_ALONG_KNOWN_LINEAGE = """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id,
                 application, pipeline, stage_name, deadline_at)
            select :executionId, :stageId, :state, :attempt, 0, way.depth,
                way.ancestor_execution_id, way.ancestor_stage_id, way.child_execution_id,
                way.application, way.pipeline, way.stage_name, way.deadline_at
            from (
                select step.depth, step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id,
                    step.application, step.pipeline, step.stage_name, step.deadline_at,
                    min(case
                            when ancestor.id is null then null
                            when not ancestor.complete
                                and stage.waits
                                and (stage.awaited is null
                                    or locate(
                                        concat(
                                            char(10 using utf8mb4), step.child_execution_id, char(10 using utf8mb4)),
                                        stage.awaited) > 0) then null
                            else step.depth
                        end) over () as blocked_at
                from json_table(:ancestors, '$[*]' columns (
                    depth for ordinality,
                    ancestor_execution_id longtext character set utf8mb4 collate utf8mb4_general_ci path '$[0]',
                    ancestor_stage_id longtext character set utf8mb4 collate utf8mb4_general_ci path '$[1]',
                    child_execution_id longtext character set utf8mb4 collate utf8mb4_general_ci path '$[2]',
                    application longtext character set utf8mb4 collate utf8mb4_general_ci path '$[3]',
                    pipeline longtext character set utf8mb4 collate utf8mb4_general_ci path '$[4]',
                    stage_name longtext character set utf8mb4 collate utf8mb4_general_ci path '$[5]',
                    deadline_at bigint path '$[6]')) step
                left join leafnode_execution ancestor
                    on ancestor.id = step.ancestor_execution_id
                left join leafnode_stage stage
                    on stage.execution_id = step.ancestor_execution_id and stage.id = step.ancestor_stage_id
            ) way
            where (way.blocked_at is null or way.depth < way.blocked_at)
                and exists (
                    select 1 from leafnode_judgment
                    where execution_id = :executionId
                        and stage_id = :stageId
                        and state = :state
                        and attempt = :attempt
                        and closed_at is null)
            on duplicate key update depth = leafnode_judgment_link.depth
            """;

    /** Closes this attempt, or an earlier one, where it is open. */
    private static final String CLOSE_OPEN = """
            update leafnode_judgment
            set attempt = :attempt,
                closed_at = :closedAt
            where execution_id = :executionId
                and stage_id = :stageId
                and state = :state
                and closed_at is null
                and (attempt = :attempt
                    or :attempt = (
                        select leaf.attempt
                        from :leaves leaf
                        where leaf.execution_id = :executionId and leaf.stage_id = :stageId)
                    or (attempt < :attempt
                        and not attempt <=> (
                            select leaf.attempt
                            from :leaves leaf
                            where leaf.execution_id = :executionId and leaf.stage_id = :stageId)))
            """;

    /** Notes that an attempt is closed where none is open. The attempt is set last, since the columns are set in turn. */
    private static final String CLOSE = """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, `stored`, roles, closed_at)
            values (:executionId, :stageId, :state, :attempt, false, '', :closedAt)
            on duplicate key update
                closed_at = case
                    when closed_at is not null
                        and ((attempt <> :attempt and :attempt = (
                                select leaf.attempt
                                from :leaves leaf
                                where leaf.execution_id = :executionId and leaf.stage_id = :stageId))
                            or (attempt < :attempt and not attempt <=> (
                                select leaf.attempt
                                from :leaves leaf
                                where leaf.execution_id = :executionId and leaf.stage_id = :stageId)))
                    then :closedAt
                    else closed_at
                end,
                attempt = case
                    when closed_at is not null
                        and ((attempt <> :attempt and :attempt = (
                                select leaf.attempt
                                from :leaves leaf
                                where leaf.execution_id = :executionId and leaf.stage_id = :stageId))
                            or (attempt < :attempt and not attempt <=> (
                                select leaf.attempt
                                from :leaves leaf
                                where leaf.execution_id = :executionId and leaf.stage_id = :stageId)))
                    then :attempt
                    else attempt
                end
            """;

    private static final String CUT = """
            delete above
            from leafnode_judgment_link ended
            straight_join leafnode_judgment_link above
                on above.execution_id = ended.execution_id
                and above.stage_id = ended.stage_id
                and above.state = ended.state
                and above.attempt = ended.attempt
                and above.route = ended.route
                and above.depth >= ended.depth
            where ended.ancestor_execution_id = :executionId
                and ended.ancestor_stage_id = :stageId
                and ended.state = :state
                and ended.attempt <= :at
                and not exists (
                    select 1 from leafnode_execution ancestor
                    join leafnode_stage stage
                        on stage.execution_id = ancestor.id and stage.id = :stageId
                    where ancestor.id = :executionId
                        and not ancestor.complete
                        and stage.waits
                        and locate(
                            concat(char(10 using utf8mb4), ended.child_execution_id, char(10 using utf8mb4)),
                            stage.awaited) > 0)
                and not exists (
                    select 1 from leafnode_judgment known
                    where known.execution_id = ended.execution_id
                        and known.stage_id = ended.stage_id
                        and known.state = ended.state
                        and (known.closed_at is not null or known.attempt <> ended.attempt))
            """;

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

    private final String openFirst;
    private final String open;
    private final String linkAlongStoredLineage;
    private final String linkAlongKnownLineage;
    private final String closeOpen;
    private final String close;
    private final String cut;

    MySqlJudgmentStatements(LeafState state) {
        openFirst = in(state, OPEN_FIRST);
        open = in(state, OPEN);
        linkAlongStoredLineage = in(state, LINK_ALONG_STORED_LINEAGE);
        linkAlongKnownLineage = in(state, LINK_ALONG_KNOWN_LINEAGE);
        closeOpen = in(state, CLOSE_OPEN);
        close = in(state, CLOSE);
        cut = in(state, CUT);
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
        return transactions.together(() -> {
            boolean opened = isOpened(jdbc, judgment);
            jdbc.update(isKnown ? linkAlongKnownLineage : linkAlongStoredLineage, judgment);
            return opened;
        });
    }

    @Override
    public boolean close(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt) {
        return transactions.single(() -> {
            if (jdbc.update(closeOpen, attempt) > 0) {
                return true;
            }
            jdbc.update(close, attempt);
            // It may have been opened between the two.
            return jdbc.update(closeOpen, attempt) > 0;
        });
    }

    @Override
    public String cut() {
        return cut;
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

    /** A key that is there undoes the one statement, and not the transaction. */
    private boolean isOpened(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment) {
        try {
            return jdbc.update(openFirst, judgment) > 0;
        } catch (DuplicateKeyException known) {
            return jdbc.update(open, judgment) > 0;
        }
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
