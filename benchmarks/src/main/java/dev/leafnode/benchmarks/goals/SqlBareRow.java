package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.List;

/** The least that can be on disk of a judgment: a row with a key, inserted when it opens and updated when it closes. */
final class SqlBareRow implements BareWrites {

    private final BareJdbc jdbc;

    SqlBareRow(SqlSubject subject) {
        jdbc = new BareJdbc(subject.dataSource());
        subject.jdbc().execute("create table bench_row (id varchar(64) primary key, closed_at bigint)");
    }

    @Override
    public void open(JudgmentKey key, List<StageKey> way) {
        jdbc.write("insert into bench_row (id) values (?)", 1, insert -> insert.setString(1, id(key)));
    }

    @Override
    public void close(JudgmentKey key, List<StageKey> way) {
        jdbc.write("update bench_row set closed_at = ? where id = ?", 1, update -> {
            update.setLong(1, key.attempt() + 1);
            update.setString(2, id(key));
        });
    }

    @Override
    public List<Long> written() {
        return List.of(
                jdbc.count("bench_row where closed_at is null"), jdbc.count("bench_row where closed_at is not null"));
    }

    private static String id(JudgmentKey key) {
        return key.stage().executionId();
    }
}
