package dev.leafnode.store.sql;

import dev.leafnode.feed.EventLog;
import java.util.Collection;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * A row for each entry of a log of that name. Who appends starts at the position after the last one that is committed,
 * so two of them meet at their first row: the second one waits for the first, and then has lost. What is committed
 * therefore has no gap that is filled later; nor is one that was forgotten, since nothing is appended before the last.
 */
final class SqlEventLog implements EventLog {

    private static final String APPEND = """
            insert into leafnode_event (log, position, body)
            values (:log, :position, :body)
            """;

    private static final String COUNT_FROM = """
            select count(*)
            from leafnode_event
            where log = :log and position >= :position
            """;

    private static final String AFTER = """
            select position, body
            from leafnode_event
            where log = :log and position > :position
            order by position
            limit :most
            """;

    private static final String FORGET = """
            delete from leafnode_event
            where log = :log and position = :position
            """;

    private final String name;
    private final NamedParameterJdbcOperations jdbc;
    private final Transactions transactions;

    SqlEventLog(String name, NamedParameterJdbcOperations jdbc, Transactions transactions) {
        this.name = name;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return true;
        }
        SqlParameterSource first = at(entries.get(0).position());
        SqlParameterSource[] rows = entries.stream()
                .map(entry -> at(entry.position()).addValue("body", entry.text()))
                .toArray(SqlParameterSource[]::new);
        try {
            return transactions.apart(() -> {
                if (Counts.of(jdbc, COUNT_FROM, first) > 0) {
                    return false;
                }
                insert(rows);
                return true;
            });
        } catch (Taken taken) {
            return false;
        }
    }

    @Override
    public List<Entry> after(long position, int most) {
        SqlParameterSource parameters = at(position).addValue("most", most);
        return transactions.single(() -> jdbc.query(
                AFTER, parameters, (row, number) -> new Entry(row.getLong("position"), row.getString("body"))));
    }

    @Override
    public void forget(Collection<Long> positions) {
        SqlParameterSource[] rows = positions.stream().map(this::at).toArray(SqlParameterSource[]::new);
        int[] unused = transactions.apart(() -> jdbc.batchUpdate(FORGET, rows));
    }

    private MapSqlParameterSource at(long position) {
        return new MapSqlParameterSource("log", name).addValue("position", position);
    }

    /** A position that another one has is no reason to try again, as keys are that are given twice elsewhere. */
    private void insert(SqlParameterSource[] rows) {
        try {
            int[] unused = jdbc.batchUpdate(APPEND, rows);
        } catch (DuplicateKeyException position) {
            throw new Taken(position);
        }
    }

    /** Undoes the transaction. */
    private static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Taken(DuplicateKeyException cause) {
            super(cause);
        }
    }
}
