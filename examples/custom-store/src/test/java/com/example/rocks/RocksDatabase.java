package com.example.rocks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The database of an engine: its executions in one column family and their judgments in another. */
final class RocksDatabase implements AutoCloseable {

    private static final byte[] JUDGMENTS = {'j'};

    private final RocksDB db;
    private final RocksEngine engine;
    private final RocksJudgmentRepository judgments;

    RocksDatabase(Path directory) {
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (DBOptions options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true)) {
            db = RocksDB.open(
                    options,
                    directory.toString(),
                    List.of(
                            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                            new ColumnFamilyDescriptor(JUDGMENTS)),
                    families);
        } catch (RocksDBException e) {
            throw new IllegalStateException("database in %s: cannot be opened".formatted(directory), e);
        }
        engine = new RocksEngine(new Records(db, families.get(0)));
        judgments = new RocksJudgmentRepository(db, families.get(1));
    }

    RocksEngine engine() {
        return engine;
    }

    RocksJudgmentRepository judgments() {
        return judgments;
    }

    @Override
    public void close() {
        db.close();
    }
}
