package dev.leafnode.spring;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an engine says that keeps its executions in a repository of its own. */
record RepositoryProbe(ExecutionRepository executions) implements WaitProbe {

    @Override
    public Stream<Execution> waiting(LeafState state) {
        ExecutionQuery all = ExecutionQuery.all();
        return Stream.iterate(executions.search(all), Objects::nonNull, page -> next(all, page))
                .flatMap(page -> page.executions().stream());
    }

    @Override
    public boolean isWaiting(LeafState state, JudgmentKey judgment) {
        return executions
                .find(judgment.stage().executionId())
                .flatMap(execution -> execution
                        .stage(judgment.stage().stageId())
                        .flatMap(stage -> WaitRules.DEFAULT.since(state, execution, stage)))
                .filter(judgment.since()::equals)
                .isPresent();
    }

    private @Nullable ExecutionPage next(ExecutionQuery query, ExecutionPage page) {
        return page.next() == null ? null : executions.search(query.withPageToken(page.next()));
    }
}
