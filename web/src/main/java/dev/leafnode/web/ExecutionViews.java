package dev.leafnode.web;

import static java.util.stream.Collectors.groupingBy;

import dev.leafnode.json.ExecutionViewJson;
import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.navigation.Others;
import dev.leafnode.navigation.StateView;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;

/**
 * Answers with executions and what shows on them. A leaf that the reader may know of and not read shows as a link from
 * the execution to itself: clients that draw what is not empty draw it, and lead no further.
 */
final class ExecutionViews {

    /**
     * What may not be read has waited less long than anything that may be, so that a link leads somewhere if it can.
     */
    private static final long LAST = Long.MAX_VALUE;

    private final ExecutionRepository executions;
    private final Redaction redaction;
    private final LeafStates states;
    private final ExecutionViewJson json = new ExecutionViewJson();

    ExecutionViews(ExecutionRepository executions, LeafStates states, WaitRules rules) {
        this.executions = executions;
        redaction = new Redaction(executions, rules);
        this.states = states;
    }

    /** An execution by its id; empty if it is not there, or not to be read. */
    Optional<ResponseEntity<byte[]>> find(String executionId, boolean expand, Access access) {
        ExecutionPage page = executions.search(ExecutionQuery.byId(Set.of(executionId)));
        return page.executions().stream()
                .filter(execution -> access.reads(execution.application()))
                .findFirst()
                .map(execution -> one(page, expand, access));
    }

    ResponseEntity<byte[]> all(ExecutionPage page, boolean expand, Access access) {
        Map<String, Others> others = others(page, access);
        Map<String, StateView> views = views(page.executions(), access);
        List<Execution> seen = redaction.of(page.executions(), access);
        return Answers.tagged(out -> json.writeAll(seen, others, views, expand, out));
    }

    private ResponseEntity<byte[]> one(ExecutionPage page, boolean expand, Access access) {
        Execution execution = page.executions().get(0);
        Others others = Others.of(execution, shown(page.links(), page.executions(), access));
        StateView view = views(page.executions(), access).getOrDefault(execution.id(), StateView.empty());
        Execution seen = redaction.of(List.of(execution), access).get(0);
        return Answers.tagged(out -> json.write(seen, others, view, expand, out));
    }

    private static Map<String, Others> others(ExecutionPage page, Access access) {
        Map<String, List<JudgmentLink>> links = shown(page.links(), page.executions(), access).stream()
                .collect(groupingBy(link -> link.ancestor().executionId()));
        Map<String, Others> others = new HashMap<>();
        for (Execution execution : page.executions()) {
            others.put(execution.id(), Others.of(execution, links.getOrDefault(execution.id(), List.of())));
        }
        return others;
    }

    /** Of other states, what may not be read is not shown at all: a count would tell of it. */
    private Map<String, StateView> views(List<Execution> executions, Access access) {
        return states.views(
                executions,
                links -> links.stream()
                        .filter(link -> access.reads(link.application()))
                        .toList());
    }

    /** Of the links on these executions those that the reader may know of. */
    static List<JudgmentLink> shown(List<JudgmentLink> links, List<Execution> executions, Access access) {
        if (access.isUnrestricted()) {
            return links;
        }
        Map<String, String> applications = new HashMap<>();
        executions.forEach(execution -> applications.put(execution.id(), execution.application()));
        return links.stream()
                .flatMap(link -> shown(link, applications, access).stream())
                .toList();
    }

    /** Whether a link stands for one that the reader may know of and not read. */
    static boolean isHidden(JudgmentLink link) {
        return link.longestWaiting().equals(new JudgmentKey(link.ancestor(), LAST));
    }

    private static Optional<JudgmentLink> shown(JudgmentLink link, Map<String, String> applications, Access access) {
        if (access.reads(link.application())) {
            return Optional.of(link);
        }
        String own = applications.get(link.ancestor().executionId());
        return own == null || !access.knowsOf(link.application())
                ? Optional.empty()
                : Optional.of(new JudgmentLink(link.ancestor(), new JudgmentKey(link.ancestor(), LAST), own, 1));
    }
}
