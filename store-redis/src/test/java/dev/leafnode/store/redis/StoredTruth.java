package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What must show, by the rules alone, if the executions are what the store says they are. Trees are followed by their
 * triggers.
 */
final class StoredTruth {

    private static final WaitRules RULES = WaitRules.DEFAULT;

    private final RedisStore store;
    private final Map<String, Execution> executions = new HashMap<>();
    private final List<JudgmentLink> linksOfPages = new ArrayList<>();

    private StoredTruth(RedisStore store) {
        this.store = store;
        ExecutionQuery query = ExecutionQuery.all().withLimit(ExecutionQuery.MAX_LIMIT);
        ExecutionPage page;
        do {
            page = store.executions().search(query);
            page.executions().forEach(execution -> executions.put(execution.id(), execution));
            linksOfPages.addAll(page.links());
            query = query.withPageToken(page.next());
        } while (page.next() != null);
    }

    /** One pass of the reconciler. */
    static Repairs reconcile(RedisStore store) {
        List<Reconciliation> all = Arrays.stream(LeafState.values())
                .map(store::leaves)
                .map(Reconciliation::stored)
                .toList();
        return new Reconciler(all, Lease.ofProcess(), Duration.ofHours(24), InstantSource.system())
                .reconcile()
                .orElseThrow();
    }

    /** Fails unless what the store shows is what its executions say; returns those. */
    static Map<String, Execution> check(RedisStore store) {
        StoredTruth truth = new StoredTruth(store);
        for (LeafState state : LeafState.values()) {
            truth.check(state);
        }
        return truth.executions;
    }

    private void check(LeafState state) {
        NavigableMap<JudgmentKey, Judgment> open = new TreeMap<>();
        Map<StageKey, NavigableMap<JudgmentKey, Judgment>> shown = new HashMap<>();
        for (Execution execution : executions.values()) {
            execution
                    .stages()
                    .forEach(stage -> RULES.judgment(state, execution, stage)
                            .filter(judgment -> !execution.status().isComplete()
                                    || (state == LeafState.FAILED && above(execution) != null))
                            .ifPresent(judgment -> {
                                open.put(judgment.key(), judgment);
                                for (StageKey above = above(execution);
                                        above != null;
                                        above = above(executions.get(above.executionId()))) {
                                    shown.computeIfAbsent(above, key -> new TreeMap<>())
                                            .put(judgment.key(), judgment);
                                }
                            }));
        }
        Map<List<Object>, JudgmentLink> byApplication = new HashMap<>();
        shown.forEach((stage, judgments) -> judgments.values().forEach(judgment -> {
            JudgmentLink link = new JudgmentLink(stage, judgment, 1);
            byApplication.merge(List.of(stage, link.application()), link, JudgmentLink::and);
        }));
        List<JudgmentLink> links = List.copyOf(byApplication.values());
        assertThat(store.leaves(state).links(executions.keySet()))
                .as("links of %s", state)
                .containsExactlyInAnyOrderElementsOf(links);
        assertThat(inbox(state)).as("inbox of %s", state).containsExactlyElementsOf(open.values());
        if (state == LeafState.JUDGMENT) {
            assertThat(linksOfPages).as("links of pages").containsExactlyInAnyOrderElementsOf(links);
        }
    }

    /** The stage that awaits an execution now, or null. */
    private StageKey above(Execution child) {
        return child.trigger()
                .parent()
                .filter(parent -> executions.containsKey(parent.executionId()))
                .filter(parent -> {
                    Execution execution = executions.get(parent.executionId());
                    return execution
                            .stage(parent.stageId())
                            .filter(stage -> RULES.awaits(execution, stage, child.id()))
                            .isPresent();
                })
                .orElse(null);
    }

    private List<Judgment> inbox(LeafState state) {
        List<Judgment> found = new ArrayList<>();
        JudgmentQuery query = JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT);
        JudgmentPage page;
        do {
            page = store.leaves(state).search(query);
            page.judgments().stream().map(WaitingJudgment::judgment).forEach(found::add);
            query = query.withPageToken(page.next());
        } while (page.next() != null);
        return found;
    }
}
