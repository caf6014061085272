package com.example.rocks;

import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.JudgmentRepositoryTck;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The same contract, where the engine is restarted before each call. */
class RestartedJudgmentRepositoryTest extends JudgmentRepositoryTck {

    @TempDir
    private Path directory;

    private RocksDatabase database;

    @Override
    protected JudgmentRepository judgments() {
        database.close();
        database = new RocksDatabase(directory);
        return database.judgments();
    }

    @Override
    protected void clear() {
        database = new RocksDatabase(directory);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
