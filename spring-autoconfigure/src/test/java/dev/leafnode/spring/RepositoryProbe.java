package dev.leafnode.spring;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an engine says that keeps its executions in a repository of its own. */
record RepositoryProbe(ExecutionRepository executions) implements WaitProbe {

    @Override
    public Stream<Execution> waiting() {
        ExecutionQuery running = ExecutionQuery.all().withStatuses(Set.of(ExecutionStatus.RUNNING));
        return Stream.iterate(executions.search(running), Objects::nonNull, page -> next(running, page))
                .flatMap(page -> page.executions().stream());
    }

    @Override
    public boolean isWaiting(JudgmentKey judgment) {
        return executions
                .find(judgment.stage().executionId())
                .filter(execution -> execution
                        .stage(judgment.stage().stageId())
                        .filter(stage -> WaitRules.DEFAULT.awaitsHuman(execution, stage))
                        .isPresent())
                .isPresent();
    }

    private @Nullable ExecutionPage next(ExecutionQuery query, ExecutionPage page) {
        return page.next() == null ? null : executions.search(query.withPageToken(page.next()));
    }
}
