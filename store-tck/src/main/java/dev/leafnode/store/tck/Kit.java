package dev.leafnode.store.tck;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a kit test.
 *
 * @param surface what shows the same to people; null where repositories alone are tested
 */
record Kit(
        Supplier<ExecutionRepository> executions,
        Function<LeafState, JudgmentRepository> leaves,
        @Nullable Surface surface) {}
