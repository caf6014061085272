package dev.leafnode.memory;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentOrder;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

final class InMemoryJudgmentRepository implements JudgmentRepository {

    private final StoredExecutions executions;
    private final Ways ways;
    private final OpenJudgments open;
    private final Attempts attempts;
    private final Truth truth;
    private final WaitRules rules;

    InMemoryJudgmentRepository(StoredExecutions executions, Ways ways, Kept kept, Truth truth, WaitRules rules) {
        this.executions = executions;
        this.rules = rules;
        this.ways = ways;
        this.open = kept.open();
        this.attempts = kept.attempts();
        this.truth = truth;
    }

    @Override
    public boolean open(Judgment judgment, Lineage lineage) {
        JudgmentKey key = judgment.key();
        synchronized (executions) {
            Optional<JudgmentKey> latest = attempts.latest(key.stage());
            if (latest.equals(Optional.of(key))) {
                open.find(key).ifPresent(known -> {
                    known.tell(lineage);
                    open.add(known, ways(key, lineage));
                });
                return false;
            }
            if (latest.filter(known -> isLater(known, key) || truth.isOver(key.stage()))
                            .isPresent()
                    || isOver(key, lineage)) {
                return false;
            }
            latest.ifPresent(open::remove);
            attempts.opened(key);
            open.add(new OpenJudgment(judgment, lineage, ways(key, lineage)));
            return true;
        }
    }

    @Override
    public boolean close(JudgmentKey key, Instant at) {
        synchronized (executions) {
            Optional<JudgmentKey> latest = attempts.latest(key.stage());
            if (latest.filter(known -> !known.equals(key) && isLater(known, key))
                    .isPresent()) {
                return false;
            }
            attempts.closed(key, at);
            return latest.filter(open::remove).isPresent();
        }
    }

    @Override
    public boolean cut(StageKey stage, Instant at) {
        synchronized (executions) {
            return open.cut(stage, at.toEpochMilli());
        }
    }

    @Override
    public Repairs repair(Instant at, Instant closedBefore, int most) {
        synchronized (executions) {
            return new Repairs(0, closeWhatIsOver(at, most), 0, 0, attempts.forget(closedBefore, most))
                    .plus(openWhatIsNot(most))
                    .plus(followTheWays(most));
        }
    }

    @Override
    public JudgmentPage search(JudgmentQuery query) {
        synchronized (executions) {
            boolean isInOrder = query.order() == JudgmentOrder.AGE && !query.withCounts();
            List<WaitingJudgment> found = open.after(isInOrder ? query.after() : null).stream()
                    .filter(judgment -> query.finds(judgment.judgment()))
                    .filter(judgment -> query.blocking() == null || open.blocks(judgment, query.blocking()))
                    .limit(isInOrder ? query.limit() + 1L : Long.MAX_VALUE)
                    .map(this::waiting)
                    .toList();
            return JudgmentPage.select(query, found);
        }
    }

    private WaitingJudgment waiting(OpenJudgment judgment) {
        Map<StageKey, Ancestor> shownOn = new LinkedHashMap<>();
        open.shownOn(judgment).forEach(stage -> shownOn.put(stage, ancestor(judgment, stage)));
        return new WaitingJudgment(
                judgment.judgment(),
                open.path(judgment).stream()
                        .map(stage -> ancestor(judgment, stage))
                        .toList(),
                Deadline.earliest(judgment.judgment(), shownOn.values()),
                find(judgment.key()).filter(Execution::isPaused).isPresent());
    }

    private Ancestor ancestor(OpenJudgment judgment, StageKey key) {
        return executions
                .find(key.executionId())
                .flatMap(execution -> execution.stage(key.stageId()).map(stage -> rules.ancestor(execution, stage)))
                .orElseGet(() -> judgment.told(key));
    }

    @Override
    public List<JudgmentLink> links(Collection<String> executionIds) {
        synchronized (executions) {
            return new HashSet<>(executionIds)
                    .stream().flatMap(id -> open.links(id).stream()).toList();
        }
    }

    private long closeWhatIsOver(Instant at, int most) {
        List<JudgmentKey> over = new ArrayList<>();
        for (OpenJudgment judgment : open.after(null)) {
            if (over.size() < most && !waits(judgment)) {
                over.add(judgment.key());
            }
        }
        over.forEach(key -> close(key, at));
        return over.size();
    }

    private boolean waits(OpenJudgment judgment) {
        JudgmentKey key = judgment.key();
        if (find(key).isEmpty()) {
            return !judgment.isKept();
        }
        OptionalLong attempt = truth.attempt(key.stage());
        return attempt.isPresent() && attempt.getAsLong() == key.attempt();
    }

    private Repairs openWhatIsNot(int most) {
        List<Judgment> missing = new ArrayList<>();
        truth.forEach(judgment -> {
            if (missing.size() < most && open.find(judgment.key()).isEmpty()) {
                missing.add(judgment);
            }
        });
        for (Judgment judgment : missing) {
            attempts.latest(judgment.key().stage()).ifPresent(open::remove);
            attempts.opened(judgment.key());
            open.add(new OpenJudgment(judgment, Lineage.stored(), ways(judgment.key(), Lineage.stored())));
        }
        return new Repairs(missing.size(), 0, 0, 0, 0);
    }

    private Repairs followTheWays(int most) {
        Repairs repairs = Repairs.NONE;
        for (OpenJudgment judgment : List.copyOf(open.after(null))) {
            if (repairs.reach(most)) {
                break;
            }
            if (judgment.isKept()) {
                repairs = repairs.plus(followTheWays(judgment));
            }
        }
        return repairs;
    }

    private Repairs followTheWays(OpenJudgment judgment) {
        Set<Way.Step> missing = new HashSet<>();
        List<Way> now = ways.from(judgment.executionId());
        now.forEach(way -> missing.addAll(way.steps()));
        Set<Way.Step> ended = judgment.steps();
        Set<Way.Step> known = Set.copyOf(ended);
        ended.removeAll(missing);
        missing.removeAll(known);
        open.follow(judgment, now);
        return new Repairs(0, 0, missing.size(), ended.size(), 0);
    }

    /** The attempt in which the stage waits as it is stored is later than any other, whatever the clocks said. */
    private boolean isLater(JudgmentKey one, JudgmentKey other) {
        OptionalLong stored = truth.attempt(one.stage());
        if (stored.isPresent() && stored.getAsLong() == one.attempt()) {
            return true;
        }
        return one.attempt() > other.attempt() && (stored.isEmpty() || stored.getAsLong() != other.attempt());
    }

    private boolean isOver(JudgmentKey key, Lineage lineage) {
        Optional<Execution> execution = find(key);
        return execution.isEmpty()
                ? lineage instanceof Lineage.Stored
                : execution.get().status().isComplete() && !truth.outlivesExecutions();
    }

    private Optional<Execution> find(JudgmentKey key) {
        return executions.find(key.stage().executionId());
    }

    private List<Way> ways(JudgmentKey leaf, Lineage lineage) {
        String executionId = leaf.stage().executionId();
        if (lineage instanceof Lineage.Known known) {
            return known.ancestors().isEmpty() ? List.of() : List.of(Way.along(executionId, known.stages()));
        }
        return ways.from(executionId);
    }
}
