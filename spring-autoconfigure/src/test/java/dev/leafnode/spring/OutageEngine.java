package dev.leafnode.spring;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ApplicationContext;

/**
 * An engine of eight threads whose judgments begin one after the other and are decided a while later, all but every
 * fifth. Each parent waits for twenty of them.
 */
final class OutageEngine {

    private static final int THREADS = 8;
    private static final int CHILDREN = 20;
    private static final int UNDECIDED = 5;

    private final ExecutionRepository executions;
    private final Listeners listeners;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final List<Execution> leaves = new ArrayList<>();

    OutageEngine(ExecutionRepository executions, Listeners listeners) {
        this.executions = executions;
        this.listeners = listeners;
    }

    /**
     * What the engine felt.
     *
     * @param failed judgments that did not run to their end
     * @param longest how long an event held a thread
     */
    record Report(int judgments, long events, int failed, Duration longest) {}

    /** Runs judgments that begin evenly over a time and are decided after a tenth of it. */
    Report run(int judgments, Duration time) throws InterruptedException {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
        try {
            List<ScheduledFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < judgments; i++) {
                Execution leaf = leaf(i);
                leaves.add(leaf);
                if (i % CHILDREN == 0) {
                    executions.save(parent(i));
                }
                long start = time.toMillis() * i / judgments;
                all.add(threads.schedule(() -> begin(leaf), start, TimeUnit.MILLISECONDS));
                if (i % UNDECIDED != 0) {
                    long end = start + time.toMillis() / 10;
                    all.add(threads.schedule(() -> decide(leaf), end, TimeUnit.MILLISECONDS));
                }
            }
            int failed = failed(all);
            return new Report(judgments, events.get(), failed, Duration.ofNanos(longest.get()));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Everything that is shown is what the engine's own executions say, and all of it. */
    void assertShowsTheTruth(ApplicationContext context) {
        Set<String> waiting = new TreeSet<>();
        Map<String, Long> below = leaves.stream()
                .map(leaf -> executions.find(leaf.id()).orElseThrow())
                .filter(leaf -> !leaf.status().isComplete())
                .peek(leaf -> waiting.add(leaf.id()))
                .collect(toMap(leaf -> leaf.trigger().parent().orElseThrow().executionId(), leaf -> 1L, Long::sum));
        assertThat(waiting).hasSize((leaves.size() + UNDECIDED - 1) / UNDECIDED);
        assertThat(inbox(context.getBean(JudgmentNavigation.class))).isEqualTo(waiting);
        assertThat(context.getBean(JudgmentRepository.class).links(below.keySet()).stream()
                        .collect(toMap(link -> link.ancestor().executionId(), OutageEngine::count)))
                .isEqualTo(below);
    }

    private int failed(List<ScheduledFuture<?>> all) throws InterruptedException {
        int failed = 0;
        for (ScheduledFuture<?> each : all) {
            try {
                each.get();
            } catch (ExecutionException failure) {
                failed++;
            }
        }
        return failed;
    }

    private void begin(Execution leaf) {
        executions.save(leaf);
        tell(() -> listeners.beforeStage(leaf, leaf.stages().get(0)));
    }

    private void decide(Execution leaf) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Stage stage = leaf.stages().get(0).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(now)
                .build();
        Execution decided = leaf.toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(now)
                .stages(List.of(stage))
                .build();
        executions.save(decided);
        tell(() -> listeners.afterStage(decided, stage));
        tell(() -> listeners.afterExecution(decided));
    }

    private void tell(Runnable event) {
        long start = System.nanoTime();
        event.run();
        long held = System.nanoTime() - start;
        events.incrementAndGet();
        longest.accumulateAndGet(held, Math::max);
    }

    private static Set<String> inbox(JudgmentNavigation navigation) {
        Set<String> found = new TreeSet<>();
        JudgmentQuery query = JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT);
        while (true) {
            JudgmentPage page = navigation.inbox(query);
            page.judgments()
                    .forEach(waiting ->
                            found.add(waiting.judgment().key().stage().executionId()));
            if (page.next() == null) {
                return found;
            }
            query = query.withPageToken(page.next());
        }
    }

    private static long count(JudgmentLink link) {
        return link.count();
    }

    private static Execution parent(int i) {
        return execution("parent-" + i / CHILDREN, Stage.builder("waiting", "pipeline"), Trigger.empty());
    }

    private static Execution leaf(int i) {
        return execution(
                "leaf-" + i,
                Stage.builder("judgment", "manualJudgment"),
                Trigger.reference("parent-" + i / CHILDREN, "waiting"));
    }

    private static Execution execution(String id, Stage.Builder stage, Trigger trigger) {
        return Execution.builder(id, "application")
                .status(ExecutionStatus.RUNNING)
                .trigger(trigger)
                .stages(List.of(stage.status(ExecutionStatus.RUNNING)
                        .startTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .build()))
                .build();
    }
}
