package dev.leafnode.store.tck;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;

class InMemoryJudgmentRepositoryTest extends JudgmentRepositoryTck {

    private InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());

    @Override
    protected JudgmentRepository judgments() {
        return store.judgments();
    }

    @Override
    protected void clear() {
        store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    }
}
