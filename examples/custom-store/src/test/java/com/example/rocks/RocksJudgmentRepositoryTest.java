package com.example.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import dev.leafnode.store.tck.JudgmentRepositoryTck;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksJudgmentRepositoryTest extends JudgmentRepositoryTck {

    @TempDir
    private Path directory;

    private RocksDatabase database;

    @Override
    protected JudgmentRepository judgments() {
        return database.judgments();
    }

    @Test
    void closing_again_does_not_prolong_what_is_remembered() {
        Instant day = Instant.parse("2026-03-01T12:00:00Z");
        JudgmentKey key = new JudgmentKey(new StageKey("leaf", "judge"), 1);
        database.judgments().close(key, day);
        assertThat(database.judgments().close(key, day.plusSeconds(60))).isFalse();
        assertThat(database.judgments().repair(day.plusSeconds(90), day.plusSeconds(1), 100))
                .isEqualTo(new Repairs(0, 0, 0, 0, 1));
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
