package dev.leafnode.memory;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.PageToken;
import dev.leafnode.repository.UnknownExecutionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class InMemoryExecutionRepository implements ExecutionRepository {

    private final StoredExecutions executions;
    private final Ways ways;
    private final List<Kept> all;
    private final OpenJudgments open;

    /**
     * Makes the repository.
     *
     * @param all what the store keeps of each state, of judgments first
     */
    InMemoryExecutionRepository(StoredExecutions executions, Ways ways, List<Kept> all) {
        this.executions = executions;
        this.ways = ways;
        this.all = List.copyOf(all);
        this.open = all.get(0).open();
    }

    @Override
    public void save(Execution execution) {
        synchronized (executions) {
            Map<Stage, Set<String>> namedBefore = new LinkedHashMap<>();
            for (Stage stage : execution.stages()) {
                namedBefore.put(stage, ways.named(new StageKey(execution.id(), stage.id())));
            }
            if (executions.put(execution)) {
                ways.created(execution).forEach(this::extend);
            }
            namedBefore.forEach(
                    (stage, before) -> ways.saved(execution.id(), stage, before).forEach(this::extend));
        }
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        synchronized (executions) {
            Execution stored =
                    executions.find(executionId).orElseThrow(() -> new UnknownExecutionException(executionId));
            Set<String> namedBefore = ways.named(new StageKey(executionId, stage.id()));
            executions.put(stored.withStage(stage));
            ways.saved(executionId, stage, namedBefore).forEach(this::extend);
        }
    }

    @Override
    public boolean delete(String executionId) {
        synchronized (executions) {
            if (!executions.remove(executionId)) {
                return false;
            }
            ways.deleted(executionId);
            for (Kept kept : all) {
                kept.open().deleted(executionId);
                kept.attempts().deleted(executionId);
            }
            return true;
        }
    }

    @Override
    public ExecutionPage search(ExecutionQuery query) {
        synchronized (executions) {
            List<Execution> found = new ArrayList<>();
            List<PageToken> places = new ArrayList<>();
            for (Map.Entry<StoredExecutions.Created, Execution> entry : candidates(query)) {
                if (!matches(query, entry.getKey().at(), entry.getValue())) {
                    continue;
                }
                if (found.size() == query.limit()) {
                    return new ExecutionPage(found, places, links(query, found), places.get(places.size() - 1));
                }
                found.add(entry.getValue());
                places.add(new PageToken(
                        entry.getKey().at().toEpochMilli(), entry.getKey().id()));
            }
            return new ExecutionPage(found, places, links(query, found), null);
        }
    }

    private void extend(Ways.Edge edge) {
        all.forEach(kept -> kept.open().extend(edge));
    }

    private Iterable<Map.Entry<StoredExecutions.Created, Execution>> candidates(ExecutionQuery query) {
        return executions.after(place(query.pageToken())).entrySet();
    }

    private static StoredExecutions.@Nullable Created place(@Nullable PageToken token) {
        return token == null
                ? null
                : new StoredExecutions.Created(
                        Instant.ofEpochMilli(token.time()), token.ids().get(0));
    }

    private boolean matches(ExecutionQuery query, Instant created, Execution execution) {
        return (query.ids().isEmpty() || query.ids().contains(execution.id()))
                && (query.application() == null || query.application().equals(execution.application()))
                && query.findsName(execution.name())
                && (query.statuses().isEmpty() || query.statuses().contains(execution.status()))
                && (query.createdFrom() == null || !created.isBefore(query.createdFrom()))
                && (query.createdBefore() == null || created.isBefore(query.createdBefore()))
                && (query.awaiting() == null || isAwaited(query, query.awaiting(), execution.id()));
    }

    private boolean isAwaited(ExecutionQuery query, Awaiting awaiting, String executionId) {
        Set<String> applications = query.leafApplications();
        Predicate<Judgment> counts = judgment -> applications == null || applications.contains(judgment.application());
        return switch (awaiting) {
            case OWN -> open.isHeldBy(executionId, counts);
            case BELOW -> open.showsOn(executionId, counts);
            case ANY -> open.isHeldBy(executionId, counts) || open.showsOn(executionId, counts);
        };
    }

    private List<JudgmentLink> links(ExecutionQuery query, List<Execution> found) {
        return query.withLinks()
                ? found.stream()
                        .flatMap(execution -> open.links(execution.id()).stream())
                        .toList()
                : List.of();
    }
}
