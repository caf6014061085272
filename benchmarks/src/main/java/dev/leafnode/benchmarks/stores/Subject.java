package dev.leafnode.benchmarks.stores;

import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;

/** A store of ours with data of its own. */
public interface Subject extends AutoCloseable {

    /** What the store is on, for a report. */
    String name();

    ExecutionRepository executions();

    JudgmentRepository judgments();

    @Override
    void close();
}
