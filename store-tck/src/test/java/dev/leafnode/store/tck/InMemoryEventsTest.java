package dev.leafnode.store.tck;

import dev.leafnode.feed.EventLog;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;

class InMemoryEventsTest extends EventLogTck {

    private EventLog events = EventLog.ofProcess();
    private InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());

    @Override
    protected EventLog events() {
        return events;
    }

    @Override
    protected JudgmentRepository judgments() {
        return store.judgments();
    }

    @Override
    protected void clear() {
        events = EventLog.ofProcess();
        store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    }
}
