package dev.leafnode.store.tck;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Others;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentOrder;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one check: everything the repositories answer about every execution equals what the oracle says. */
final class Check {

    /** How many executions are asked what blocks them, in turn, when there are more. */
    private static final int BLOCKING_AT_ONCE = 8;

    /** Where so many are open, what takes long is asked as rarely. */
    private static final int MANY = 30;

    private final ExecutionRepository executions;
    private final JudgmentRepository judgments;
    private final JudgmentNavigation navigation;
    private int turn;

    Check(ExecutionRepository executions, JudgmentRepository judgments) {
        this.executions = executions;
        this.judgments = judgments;
        this.navigation = new JudgmentNavigation(judgments);
    }

    /** Fails, saying where, unless every answer is right. */
    void everything(Oracle oracle, String where) {
        Differences differences = new Differences();
        ExecutionPage page = Pages.all(executions, ExecutionQuery.all().withLimit(ExecutionQuery.MAX_LIMIT));
        differences.compare("execution", oracle.executions(), page.executions());
        links(oracle, page, differences);
        others(oracle, page, differences);
        filters(oracle, differences);
        inbox(oracle, differences);
        blocking(oracle, differences);
        smallPages(oracle, page, differences);
        differences.failIfAny(where);
        turn++;
    }

    /** Fails, saying where, unless every answer about a state other than judgments is right. */
    void leaves(Oracle oracle, String where) {
        Differences differences = new Differences();
        List<String> ids = oracle.executions().stream().map(Execution::id).toList();
        differences.compare("link on", oracle.links(), byStage(judgments.links(ids), differences));
        inbox(oracle, differences);
        blocking(oracle, differences);
        differences.failIfAny(where);
        turn++;
    }

    private void links(Oracle oracle, ExecutionPage page, Differences differences) {
        List<String> ids = page.executions().stream().map(Execution::id).toList();
        differences.compare("link of the page on", oracle.links(), byStage(page.links(), differences));
        differences.compare("link on", oracle.links(), byStage(judgments.links(ids), differences));
    }

    private static Map<StageKey, JudgmentLink> byStage(Collection<JudgmentLink> links, Differences differences) {
        Map<StageKey, JudgmentLink> byStage = new LinkedHashMap<>();
        Set<List<Object>> applications = new HashSet<>();
        for (JudgmentLink link : links) {
            byStage.merge(link.ancestor(), link, JudgmentLink::and);
            if (!applications.add(List.of(link.ancestor(), link.application()))) {
                differences.compareValues("second link of %s on".formatted(link.application()), null, link.ancestor());
            }
        }
        return byStage;
    }

    private void others(Oracle oracle, ExecutionPage page, Differences differences) {
        Map<String, Others> ofPage = navigation.others(page);
        Map<String, Others> ofExecutions = navigation.others(page.executions());
        for (Execution execution : page.executions()) {
            Map<String, Attributes> expected = NaiveView.of(execution, oracle.links());
            String what = "others of " + execution.id();
            differences.compare(what + " from the page,", expected, view(execution, ofPage));
            differences.compare(what, expected, view(execution, ofExecutions));
        }
    }

    private static Map<String, Attributes> view(Execution execution, Map<String, Others> views) {
        Map<String, Attributes> view = new LinkedHashMap<>();
        Others others = views.get(execution.id());
        if (others != null) {
            others.trigger().ifPresent(attributes -> view.put(NaiveView.TRIGGER, attributes));
            execution
                    .stages()
                    .forEach(stage ->
                            others.stage(stage.id()).ifPresent(attributes -> view.put(stage.id(), attributes)));
        }
        return view;
    }

    private void filters(Oracle oracle, Differences differences) {
        for (Awaiting awaiting : Awaiting.values()) {
            ExecutionQuery query =
                    ExecutionQuery.all().withAwaiting(awaiting).withLinks(false).withLimit(ExecutionQuery.MAX_LIMIT);
            List<String> found = Pages.all(executions, query).executions().stream()
                    .map(Execution::id)
                    .toList();
            differences.compare("execution awaiting " + awaiting, oracle.awaiting(awaiting), found);
        }
    }

    private void inbox(Oracle oracle, Differences differences) {
        List<WaitingJudgment> found = Pages.all(judgments, JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT));
        compare("inbox", oracle, oracle.inbox(), found, differences);
        oracle.inbox().stream().map(Judgment::application).distinct().limit(2).forEach(application -> {
            List<Judgment> expected = oracle.inbox().stream()
                    .filter(judgment -> judgment.application().equals(application))
                    .toList();
            JudgmentQuery query =
                    JudgmentQuery.all().withApplication(application).withLimit(JudgmentQuery.MAX_LIMIT);
            compare("inbox of " + application, oracle, expected, Pages.all(judgments, query), differences);
        });
        if (oracle.executions().size() < MANY || turn % MANY == 0) {
            byDeadline(oracle, differences);
        }
    }

    private void byDeadline(Oracle oracle, Differences differences) {
        JudgmentQuery query = JudgmentQuery.all()
                .withOrder(JudgmentOrder.DEADLINE)
                .withCounts(true)
                .withLimit(1 + turn % 7 + oracle.inbox().size() / 4);
        compare("inbox by deadline", oracle, oracle.byDeadline(), Pages.all(judgments, query), differences);
        differences.compare(
                "how many ask",
                oracle.inbox().stream().collect(groupingBy(Judgment::audience, counting())),
                judgments.search(query).counts());
    }

    private void blocking(Oracle oracle, Differences differences) {
        List<Execution> all = oracle.executions();
        for (int i = 0; i < Math.min(BLOCKING_AT_ONCE, all.size()); i++) {
            String id = all.get((turn * BLOCKING_AT_ONCE + i) % all.size()).id();
            JudgmentQuery query = JudgmentQuery.blocking(id).withLimit(JudgmentQuery.MAX_LIMIT);
            compare("blocking " + id, oracle, oracle.blocking(id), Pages.all(judgments, query), differences);
        }
    }

    private static void compare(
            String what, Oracle oracle, List<Judgment> expected, List<WaitingJudgment> found, Differences differences) {
        differences.compare(
                what, expected, found.stream().map(WaitingJudgment::judgment).toList());
        for (WaitingJudgment waiting : found) {
            differences.compareValues(
                    "%s, paused at %s".formatted(what, waiting.judgment().key()),
                    oracle.isPaused(waiting.judgment()),
                    waiting.paused());
            differences.compareValues(
                    "%s, deadline of %s".formatted(what, waiting.judgment().key()),
                    oracle.deadline(waiting.judgment()),
                    waiting.deadline());
            differences.compareValues(
                    "%s, ancestors of %s".formatted(what, waiting.judgment().key()),
                    waiting.path().stream().map(oracle::ancestor).toList(),
                    waiting.ancestors());
            Set<List<StageKey>> paths = oracle.paths(waiting.judgment());
            if (!paths.contains(waiting.path())) {
                differences.compareValues(
                        "%s, path to %s".formatted(what, waiting.judgment().key()), paths, waiting.path());
            }
        }
    }

    /** Pages of different sizes from step to step; never more than a few dozen of them. */
    private void smallPages(Oracle oracle, ExecutionPage onePage, Differences differences) {
        int most = Math.max(oracle.inbox().size(), onePage.executions().size());
        int limit = 1 + turn % 3 + most / 10;
        ExecutionPage pages = Pages.all(executions, ExecutionQuery.all().withLimit(limit));
        String what = "execution in pages of " + limit;
        differences.compare(what, onePage.executions(), pages.executions());
        differences.compare(what + ", link on", oracle.links(), byStage(pages.links(), differences));
        compare(
                "inbox in pages of " + limit,
                oracle,
                oracle.inbox(),
                Pages.all(judgments, JudgmentQuery.all().withLimit(limit)),
                differences);
    }
}
