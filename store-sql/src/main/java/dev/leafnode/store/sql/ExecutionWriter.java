package dev.leafnode.store.sql;

import static java.util.stream.Collectors.toMap;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.UnknownExecutionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Writes executions and stages, and no row whose content is there already. */
final class ExecutionWriter {

    private static final Logger log = LoggerFactory.getLogger(ExecutionWriter.class);

    private static final String UPDATE_EXECUTION = """
            update leafnode_execution
            set application = :application,
                name = :name,
                pipeline = :pipeline,
                status = :status,
                complete = :complete,
                paused_at = :pausedAt,
                created_at = coalesce(:builtAt, created_at),
                digest = :digest,
                body = :body
            where id = :id
            """;

    private static final String UPDATE_STAGE = """
            update leafnode_stage
            set position = coalesce(:position, position),
                name = :name,
                waits = :waits,
                awaited = :awaited,
                judging_since = :judgingSince,
                failed_at = :failedAt,
                held = :held,
                started_at = :startedAt,
                runs_before = :runsBefore,
                deadline_at = :deadlineAt,
                instructions = :instructions,
                inputs = :inputs,
                roles = :roles,
                digest = :digest,
                body = :body
            where execution_id = :executionId and id = :id
            """;

    /**
     * Affects no row when the stage names an execution that it did not name before; but one that it started itself may
     * be named by a stage that named none.
     */
    private static final String UPDATE_WATCHING_STAGE = """
            update leafnode_stage
            set name = :name,
                waits = :waits,
                awaited = :awaited,
                judging_since = :judgingSince,
                failed_at = :failedAt,
                held = :held,
                started_at = :startedAt,
                runs_before = :runsBefore,
                deadline_at = :deadlineAt,
                instructions = :instructions,
                inputs = :inputs,
                roles = :roles,
                digest = :digest,
                body = :body
            where execution_id = :executionId
                and id = :id
                and (awaited = :awaited or (awaited is null and waits))
                and :watchedCount = (
                    select count(*)
                    from leafnode_parent
                    where parent_execution_id = :executionId
                        and parent_stage_id = :id
                        and execution_id in (:watched))
            """;

    private static final String DELETE_STAGE = """
            delete from leafnode_stage
            where execution_id = :executionId and id = :id
            """;

    /**
     * As many executions as one statement looks up. A stage that names more has them looked up when their list changes.
     */
    private static final int MOST_WATCHED = 1_000;

    private final NamedParameterJdbcOperations jdbc;
    private final DigestRows digests;
    private final Dialect dialect;
    private final StoredForm form;
    private final Lineages lineages;
    private final Transactions transactions;

    ExecutionWriter(
            NamedParameterJdbcOperations jdbc,
            DigestRows digests,
            Dialect dialect,
            StoredForm form,
            Lineages lineages,
            Transactions transactions) {
        this.jdbc = jdbc;
        this.digests = digests;
        this.dialect = dialect;
        this.form = form;
        this.lineages = lineages;
        this.transactions = transactions;
    }

    void save(Execution execution) {
        MapSqlParameterSource row = form.write(execution);
        List<StoredStage> stages = form.stages(execution);
        settle(execution.id(), transactions.together(() -> save(execution, row, stages)));
    }

    void saveStage(String executionId, Stage stage) {
        StoredStage stored = form.stage(executionId, stage);
        boolean looksFirst = dialect.locksWhatIsMissing() && transactions.isJoined();
        if (!looksFirst && transactions.single(() -> isUpdated(stored))) {
            return;
        }
        settle(executionId, transactions.together(() -> save(stored)));
    }

    /** What was saved is saved: a lineage that could not grow must not make the application save it again. */
    private static void settle(String executionId, Runnable rest) {
        try {
            rest.run();
        } catch (DataAccessException failure) {
            log.warn("Execution {} is stored, but what waits below it may not show above it", executionId, failure);
        }
    }

    /** Returns what is left to do when this is committed. */
    private Runnable save(Execution execution, MapSqlParameterSource row, List<StoredStage> stages) {
        String id = execution.id();
        while (true) {
            Optional<String> digest = digests.lock(id);
            if (digest.isPresent()) {
                if (!digest.get().equals(row.getValue("digest"))) {
                    jdbc.update(UPDATE_EXECUTION, row);
                }
                Set<Edge> watches = replace(id, stages);
                return () -> lineages.watched(id, watches);
            }
            if (jdbc.update(dialect.insertExecution(), row) == 1) {
                insert(stages);
                execution.trigger().parent().ifPresent(parent -> lineages.declareTrigger(Edge.triggered(id, parent)));
                lineages.declareWatches(id, watches(stages));
                return () -> lineages.created(id);
            }
            // Another saver was faster. Its row is there now.
        }
    }

    /** One statement. Affects nothing when the stage is new, or names an execution for the first time. */
    private boolean isUpdated(StoredStage stage) {
        if (stage.watched().isEmpty()) {
            return jdbc.update(UPDATE_STAGE, stage.parameters()) > 0;
        }
        List<String> watched = stage.watched().stream().limit(MOST_WATCHED).toList();
        MapSqlParameterSource watching =
                stage.parameters().addValue("watchedCount", watched.size()).addValue("watched", watched);
        return jdbc.update(UPDATE_WATCHING_STAGE, watching) > 0;
    }

    /** Returns what is left to do when this is committed. */
    private Runnable save(StoredStage stage) {
        Optional<DigestRow> before = digests.stage(stage.executionId(), stage.id());
        if (before.isEmpty() || jdbc.update(UPDATE_STAGE, stage.parameters()) == 0) {
            insert(stage);
        }
        Set<Edge> watches = lineages.declareWatches(stage.executionId(), stage.watches());
        stage.newWatches(before.orElse(null)).forEach(watches::add);
        return () -> lineages.watched(stage.executionId(), watches);
    }

    private void insert(StoredStage stage) {
        int next = digests.nextPosition(stage.executionId());
        if (jdbc.update(dialect.insertStage(), stage.parameters(next)) == 0
                && digests.locked(stage.executionId(), stage.id()).isEmpty()) {
            throw new UnknownExecutionException(stage.executionId());
        }
    }

    /** Returns the edges that take effect with it. */
    private Set<Edge> replace(String executionId, List<StoredStage> stages) {
        Map<String, DigestRow> known = digests.stages(executionId).stream().collect(toMap(DigestRow::id, row -> row));
        List<StoredStage> added = new ArrayList<>();
        List<StoredStage> changed = new ArrayList<>();
        List<Edge> newWatches = new ArrayList<>();
        for (StoredStage stage : stages) {
            DigestRow row = known.remove(stage.id());
            if (row == null) {
                added.add(stage);
            } else if (!stage.isStoredAs(row)) {
                changed.add(stage);
                stage.newWatches(row).forEach(newWatches::add);
            }
        }
        delete(executionId, known.keySet());
        batch(UPDATE_STAGE, changed);
        insert(added);
        changed.addAll(added);
        Set<Edge> watches = lineages.declareWatches(executionId, watches(changed));
        watches.addAll(newWatches);
        return watches;
    }

    private void delete(String executionId, Collection<String> stageIds) {
        List<MapSqlParameterSource> rows = stageIds.stream()
                .sorted()
                .map(id -> new MapSqlParameterSource("executionId", executionId).addValue("id", id))
                .toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(DELETE_STAGE, rows.toArray(SqlParameterSource[]::new));
        }
    }

    private void insert(List<StoredStage> stages) {
        batch(dialect.insertStage(), stages);
    }

    /** In the order of their ids, so that two writers of the same rows wait for each other and never both. */
    private void batch(String statement, List<StoredStage> stages) {
        if (!stages.isEmpty()) {
            jdbc.batchUpdate(
                    statement,
                    stages.stream()
                            .sorted(Comparator.comparing(StoredStage::id))
                            .map(StoredStage::parameters)
                            .toArray(SqlParameterSource[]::new));
        }
    }

    private static List<Edge> watches(List<StoredStage> stages) {
        return stages.stream().flatMap(stage -> stage.watches().stream()).toList();
    }
}
