package com.example.rocks;

import java.nio.file.Path;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A database in a directory, and a repository in it. */
final class RocksDatabase implements AutoCloseable {

    private final RocksDB db;
    private final RocksJudgmentRepository judgments;

    RocksDatabase(Path directory) {
        try {
            db = RocksDB.open(directory.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("database in %s: cannot be opened".formatted(directory), e);
        }
        judgments = new RocksJudgmentRepository(db, db.getDefaultColumnFamily());
    }

    RocksJudgmentRepository judgments() {
        return judgments;
    }

    @Override
    public void close() {
        db.close();
    }
}
