package com.example.rocks;

import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.JudgmentRepositoryTck;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class RocksJudgmentRepositoryTest extends JudgmentRepositoryTck {

    @TempDir
    private Path directory;

    private RocksDatabase database;

    @Override
    protected JudgmentRepository judgments() {
        return database.judgments();
    }

    /** Each test has a directory of its own, in which there is nothing. */
    @Override
    protected void clear() {
        database = new RocksDatabase(directory);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
