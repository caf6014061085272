package dev.leafnode.web;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Others;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.web.resource.Approval;
import dev.leafnode.web.resource.EnvironmentMapping;
import dev.leafnode.web.resource.PipelineExecution;
import dev.leafnode.web.resource.PipelineExecutionView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the resources of executions, as a caller may see them. What shows on an execution is what the links of its page
 * say; which of them hold an open judgment themselves is one more statement for all, and for somebody who may not read
 * everything {@link Redaction} takes one for all.
 */
final class ExecutionResources {

    private final ExecutionRepository executions;
    private final WaitRules rules;
    private final EnvironmentMapping environments;
    private final Redaction redaction;

    ExecutionResources(ExecutionRepository executions, WaitRules rules, EnvironmentMapping environments) {
        this.executions = executions;
        this.rules = rules;
        this.environments = environments;
        redaction = new Redaction(executions, rules);
    }

    /** An execution and its resource. */
    record Seen(Execution execution, PipelineExecution resource) {}

    /**
     * The resources of the executions with these ids, in no particular order. Those that are not there, may not be read
     * or are of no pipeline have none.
     *
     * @param ids at most {@value ExecutionQuery#MAX_LIMIT}
     */
    List<Seen> find(Set<String> ids, Access access) {
        return ids.isEmpty() ? List.of() : of(executions.search(ExecutionQuery.byId(ids)), access);
    }

    /** An execution of a pipeline by its id; a ULID may be in lower case, as the name of its resource is. */
    Optional<Seen> find(String pipeline, String id, Access access) {
        return find(new HashSet<>(List.of(id, id.toUpperCase(Locale.ROOT))), access).stream()
                .filter(seen -> seen.resource().spec().pipelineRef().name().equals(pipeline))
                .filter(seen -> seen.resource().executionId().equals(id)
                        || seen.resource().metadata().name().equals(id))
                .min(comparing(seen -> !seen.resource().executionId().equals(id)));
    }

    /** The resources of the executions on a page with links, in their order; but for those that have none. */
    List<Seen> of(ExecutionPage page, Access access) {
        ExecutionPage readable = page.only(execution -> isSeen(execution, access));
        Facts facts = new Facts(
                holdingOpenJudgments(readable.executions()),
                access.isUnrestricted() ? Map.of() : redaction.applicationsOfNamed(readable.executions()));
        return of(readable, facts, access);
    }

    /**
     * What there is to know of executions beside what their page says.
     *
     * @param holding those that hold an open judgment themselves
     * @param applications of the executions that they name
     */
    record Facts(Set<String> holding, Map<String, String> applications) {}

    /** What is to know for any caller that a policy is asked about. */
    Facts facts(ExecutionPage page, AccessPolicy policy) {
        return new Facts(
                holdingOpenJudgments(page.executions()),
                policy == AccessPolicy.DEFAULT ? Map.of() : redaction.applicationsOfNamed(page.executions()));
    }

    /** The same, without a statement. */
    List<Seen> of(ExecutionPage page, Facts facts, Access access) {
        List<Execution> readable = page.executions().stream()
                .filter(execution -> isSeen(execution, access))
                .toList();
        Map<String, List<JudgmentLink>> links = ExecutionViews.shown(page.links(), readable, access).stream()
                .collect(groupingBy(link -> link.ancestor().executionId()));
        List<Execution> redacted = redaction.of(readable, facts.applications(), access);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < readable.size(); i++) {
            Execution execution = readable.get(i);
            List<Approval> approvals = below(execution, links.getOrDefault(execution.id(), List.of()));
            if (facts.holding().contains(execution.id())) {
                approvals.addAll(own(execution));
            }
            seen.add(new Seen(execution, resource(execution, redacted.get(i), approvals)));
        }
        return seen;
    }

    /** Whether an execution has a resource that the caller may read. */
    static boolean isSeen(Execution execution, Access access) {
        return execution.name() != null && !execution.name().isEmpty() && access.reads(execution.application());
    }

    /** Where there is no judgment, or everything is over, none is asked about. */
    private Set<String> holdingOpenJudgments(List<Execution> some) {
        Set<String> candidates = some.stream()
                .filter(execution -> !execution.status().isComplete()
                        && execution.stages().stream().anyMatch(rules::isJudgment))
                .map(Execution::id)
                .collect(Collectors.toSet());
        if (candidates.isEmpty()) {
            return Set.of();
        }
        ExecutionQuery query =
                ExecutionQuery.byId(candidates).withAwaiting(Awaiting.OWN).withLinks(false);
        return executions.search(query).executions().stream().map(Execution::id).collect(Collectors.toSet());
    }

    private static List<Approval> below(Execution execution, List<JudgmentLink> links) {
        List<Approval> approvals = new ArrayList<>();
        for (JudgmentLink link : links) {
            if (Others.shows(execution, link)) {
                approvals.add(approval(link));
            }
        }
        return approvals;
    }

    private static Approval approval(JudgmentLink link) {
        String stageId = link.ancestor().stageId();
        if (ExecutionViews.isHidden(link)) {
            return Approval.hidden(stageId);
        }
        StageKey leaf = link.longestWaiting().stage();
        return new Approval(
                stageId,
                new Approval.Leaf(
                        leaf.executionId(),
                        link.application(),
                        leaf.stageId(),
                        link.longestWaiting().since()),
                link.count());
    }

    /** Where an execution that holds open judgments holds them; it does, even if no stage says so any more. */
    private List<Approval> own(Execution execution) {
        List<Approval> approvals = new ArrayList<>();
        for (Stage stage : execution.stages()) {
            Optional<Judgment> judgment = rules.judgment(LeafState.JUDGMENT, execution, stage);
            judgment.ifPresent(open -> approvals.add(new Approval(
                    stage.id(),
                    new Approval.Leaf(
                            execution.id(),
                            execution.application(),
                            stage.id(),
                            open.key().since()),
                    1)));
        }
        if (approvals.isEmpty()) {
            approvals.add(
                    new Approval(null, new Approval.Leaf(execution.id(), execution.application(), null, null), 1));
        }
        return approvals;
    }

    private PipelineExecution resource(Execution execution, Execution redacted, List<Approval> approvals) {
        return PipelineExecutionView.of(execution, redacted.trigger(), environments(redacted), approvals);
    }

    /** What the application throws is its own fault, whatever it throws, and not the caller's. */
    private List<EnvironmentMapping.EnvironmentStages> environments(Execution execution) {
        try {
            return environments.of(execution);
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "execution %s: the mapping of environments failed".formatted(execution.id()), failure);
        }
    }
}
