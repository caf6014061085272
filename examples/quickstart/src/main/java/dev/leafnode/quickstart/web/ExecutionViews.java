package dev.leafnode.quickstart.web;

import dev.leafnode.json.ExecutionViewJson;
import dev.leafnode.model.Execution;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.navigation.Others;
import dev.leafnode.navigation.StateView;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.UnknownExecutionException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers with executions as they are stored, and with what waits below them. */
@Component
final class ExecutionViews {

    private final ExecutionRepository executions;
    private final JudgmentNavigation navigation;
    private final LeafStates states;
    private final ExecutionViewJson json = new ExecutionViewJson();

    ExecutionViews(ExecutionRepository executions, JudgmentNavigation navigation, LeafStates states) {
        this.executions = executions;
        this.navigation = navigation;
        this.states = states;
    }

    void writeOne(String executionId, boolean expand, HttpServletResponse response) throws IOException {
        ExecutionPage page = executions.search(ExecutionQuery.byId(Set.of(executionId)));
        List<Execution> found = page.executions();
        if (found.isEmpty()) {
            throw new UnknownExecutionException(executionId);
        }
        Map<String, Others> others = navigation.others(page);
        Execution execution = found.get(0);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.write(
                execution,
                others.getOrDefault(executionId, Others.of(execution, page.links())),
                states.views(found).getOrDefault(executionId, StateView.empty()),
                expand,
                response.getOutputStream());
    }

    void writeAll(ExecutionQuery query, boolean expand, HttpServletResponse response) throws IOException {
        ExecutionPage page = executions.search(query);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeAll(
                page.executions(),
                navigation.others(page),
                states.views(page.executions()),
                expand,
                response.getOutputStream());
    }
}
