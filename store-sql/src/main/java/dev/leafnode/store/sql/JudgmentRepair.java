package dev.leafnode.store.sql;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * Brings what is known of one state in line with the stored executions.
 *
 * <ol>
 *   <li>Lineages that two transactions should have grown, and neither did, grow.
 *   <li>What is open and is no leaf is closed. A leaf's state is stored before it is opened, so one statement sees
 *       both.
 *   <li>A leaf that is not open is opened. Its end is stored before it is closed: so the row of a leaf that was closed
 *       is locked first, and only then is the stage looked at, and whoever closes meanwhile comes after that.
 *   <li>Links are made the same as the ways, which are what {@code leafnode_way} says that stages await.
 *   <li>What was closed loses its links at once, and is forgotten when its time is over.
 * </ol>
 *
 * <p>Where nothing is wrong, each of these is one statement that answers nothing. All are transactions of their own.
 */
final class JudgmentRepair {

    /** As many stages as one statement names. */
    private static final int MOST_STAGES = 100;

    private static final int MOST_DEAD_LINKS = 10_000;

    private static final RowMapper<StageKey> STAGE =
            (row, index) -> new StageKey(row.getString("execution_id"), row.getString("stage_id"));

    private static final RowMapper<JudgmentKey> ATTEMPT = (row, index) -> new JudgmentKey(
            new StageKey(row.getString("execution_id"), row.getString("stage_id")), row.getLong("attempt"));

    private final LeafState state;
    private final NamedParameterJdbcOperations jdbc;
    private final RepairStatements statements;
    private final Lineages lineages;
    private final Transactions transactions;

    JudgmentRepair(
            LeafState state,
            NamedParameterJdbcOperations jdbc,
            RepairStatements statements,
            Lineages lineages,
            Transactions transactions) {
        this.state = state;
        this.jdbc = jdbc;
        this.statements = statements;
        this.lineages = lineages;
        this.transactions = transactions;
    }

    Repairs run(Instant at, Instant closedBefore, int most) {
        lineages.repair(most);
        long closed = closeWhatIsOver(at, most);
        long opened = openLeaves(most);
        Repairs links = repairLinks(most);
        deleteDeadLinks();
        long forgotten =
                update(statements.forget(), limited(most).addValue("closedBefore", closedBefore.toEpochMilli()));
        return links.plus(new Repairs(opened, closed, 0, 0, forgotten));
    }

    private long closeWhatIsOver(Instant at, int most) {
        long closed = 0;
        for (List<JudgmentKey> some : parts(find(statements.findWhatIsOver(), most, ATTEMPT))) {
            closed += update(
                    statements.closeWhatIsOver(),
                    new MapSqlParameterSource("state", state.name())
                            .addValue("at", at.toEpochMilli())
                            .addValue("attempts", rows(some)));
        }
        return closed;
    }

    private long openLeaves(int most) {
        long opened = 0;
        for (List<StageKey> some : parts(find(statements.findClosedLeaves(), most))) {
            opened += transactions.apart(() -> open(some));
        }
        return opened;
    }

    private long open(List<StageKey> leaves) {
        List<StageKey> known = jdbc.query(statements.lock(), naming(leaves), STAGE);
        List<StageKey> unknown = new ArrayList<>(leaves);
        unknown.removeAll(known);
        long opened = 0;
        if (!known.isEmpty()) {
            opened += jdbc.update(statements.reopen(), naming(known));
        }
        if (!unknown.isEmpty()) {
            opened += jdbc.update(statements.open(), naming(unknown));
        }
        jdbc.update(statements.link(), naming(leaves));
        return opened;
    }

    private Repairs repairLinks(int most) {
        Repairs repairs = Repairs.NONE;
        for (List<StageKey> some : parts(find(statements.findWrongLinks(), most))) {
            repairs = repairs.plus(transactions.apart(() -> {
                long unlinked = jdbc.update(statements.unlink(), naming(some));
                long linked = jdbc.update(statements.link(), naming(some));
                return new Repairs(0, 0, linked, unlinked, 0);
            }));
        }
        return repairs;
    }

    private void deleteDeadLinks() {
        int deleted;
        do {
            deleted = update(statements.deleteDeadLinks(), limited(MOST_DEAD_LINKS));
        } while (deleted == MOST_DEAD_LINKS);
    }

    private List<StageKey> find(String statement, int most) {
        return find(statement, most, STAGE);
    }

    private <T> List<T> find(String statement, int most, RowMapper<T> mapper) {
        return transactions.apart(() -> jdbc.query(statement, limited(most), mapper));
    }

    private int update(String statement, MapSqlParameterSource parameters) {
        return transactions.apart(() -> jdbc.update(statement, parameters));
    }

    private MapSqlParameterSource limited(int most) {
        return new MapSqlParameterSource("state", state.name()).addValue("most", most);
    }

    private MapSqlParameterSource naming(List<StageKey> stages) {
        Set<String> executionIds = stages.stream().map(StageKey::executionId).collect(toSet());
        return new MapSqlParameterSource("state", state.name())
                .addValue("executionIds", executionIds)
                .addValue(
                        "stages",
                        stages.stream()
                                .map(stage -> new Object[] {stage.executionId(), stage.stageId()})
                                .toList());
    }

    private static List<Object[]> rows(List<JudgmentKey> attempts) {
        return attempts.stream()
                .map(key -> new Object[] {key.stage().executionId(), key.stage().stageId(), key.attempt()})
                .toList();
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_STAGES) {
            parts.add(all.subList(from, Math.min(all.size(), from + MOST_STAGES)));
        }
        return parts;
    }
}
