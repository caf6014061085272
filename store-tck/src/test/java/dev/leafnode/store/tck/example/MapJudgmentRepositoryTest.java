package dev.leafnode.store.tck.example;

import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.JudgmentRepositoryTck;

class MapJudgmentRepositoryTest extends JudgmentRepositoryTck {

    private MapJudgmentRepository judgments = new MapJudgmentRepository();

    @Override
    protected JudgmentRepository judgments() {
        return judgments;
    }

    @Override
    protected void clear() {
        judgments = new MapJudgmentRepository();
    }
}
