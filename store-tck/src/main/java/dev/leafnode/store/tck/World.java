package dev.leafnode.store.tck;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The true state of every execution, stored as an engine stores it: the state first, then the event. After each step, one
 * check compares everything that the repositories answer with what follows from the true states.
 */
final class World {

    /** An event about one execution, as the engine tells it. */
    record Event(String executionId, Consumer<Listeners> telling) {}

    /** A change that the store is asked for; deletion if there is no state after it. */
    private record Underway(String executionId, @Nullable Execution after) {}

    private static final WaitRules RULES = WaitRules.DEFAULT;

    /** Milliseconds between two steps: an odd skew keeps two clocks from ever telling the same time. */
    private static final int TICK = 2;

    private final String name;
    private final Site site;
    private final int stepsTold;
    private final Map<String, Execution> truth = new LinkedHashMap<>();
    private final Cuts cuts = new Cuts();
    private final List<Event> told = new ArrayList<>();
    private final List<Event> held = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private int stepsUnderWay;
    private boolean holdsEvents;
    private boolean clockStands;
    private @Nullable Underway underway;

    /**
     * Makes an empty world.
     *
     * @param stepsTold how many of the last steps a failure tells
     */
    World(String name, Site site, int stepsTold) {
        this.name = name;
        this.site = site;
        this.stepsTold = stepsTold;
    }

    /** What the clock of the engine says. */
    Instant now() {
        return now.plus(site.skew());
    }

    Map<String, Execution> truth() {
        return Map.copyOf(truth);
    }

    List<Event> told() {
        return List.copyOf(told);
    }

    Execution execution(String id) {
        Execution execution = truth.get(id);
        if (execution == null) {
            throw new IllegalArgumentException("%s: expected execution %s in this world, got none".formatted(name, id));
        }
        return execution;
    }

    Stage stage(StageKey key) {
        return execution(key.executionId())
                .stage(key.stageId())
                .orElseThrow(
                        () -> new IllegalArgumentException("%s: expected stage %s, got none".formatted(name, key)));
    }

    /** Takes a step, which may be made of others, and checks everything when the outermost has been taken. */
    void step(String what, Runnable step) {
        tick();
        steps.add("  ".repeat(stepsUnderWay) + steps.size() + ". " + what);
        stepsUnderWay++;
        try {
            step.run();
        } finally {
            stepsUnderWay--;
        }
        if (stepsUnderWay == 0 && !holdsEvents) {
            check();
        }
    }

    /** The steps taken meanwhile happen in one and the same millisecond. */
    void atOnce(Runnable several) {
        tick();
        clockStands = true;
        several.run();
        clockStands = false;
    }

    /** The events of the steps taken meanwhile are kept back, and returned in their order. */
    List<Event> holdingEvents(Runnable several) {
        holdsEvents = true;
        several.run();
        holdsEvents = false;
        List<Event> events = List.copyOf(held);
        held.clear();
        return events;
    }

    void put(Execution execution) {
        underway = new Underway(execution.id(), execution);
        site.save(execution);
        settle();
    }

    void putStage(String executionId, Stage stage) {
        underway = new Underway(executionId, execution(executionId).withStage(stage));
        site.saveStage(executionId, stage);
        settle();
    }

    void delete(String executionId) {
        underway = new Underway(executionId, null);
        if (!site.delete(executionId)) {
            throw new AssertionError("delete of %s: expected true, got false; %s".formatted(executionId, where()));
        }
        settle();
    }

    /** After a call that the engine did not survive: the truth is what the store kept, all of the change or nothing. */
    void recover(ExecutionRepository stored) {
        Underway change = underway;
        if (change == null) {
            return;
        }
        Execution found = stored.find(change.executionId()).orElse(null);
        if (Objects.equals(found, change.after())) {
            settle();
            return;
        }
        underway = null;
        Execution before = truth.get(change.executionId());
        if (!Objects.equals(found, before)) {
            throw new AssertionError("%s: expected %s or %s, got %s; %s"
                    .formatted(change.executionId(), before, change.after(), found, where()));
        }
    }

    void tell(String executionId, Consumer<Listeners> telling) {
        Event event = new Event(executionId, telling);
        if (holdsEvents) {
            held.add(event);
        } else {
            told.add(event);
            tell(event);
        }
    }

    void tell(Event event) {
        site.tell(event, this::where);
    }

    void check() {
        site.check(truth(), cuts, where());
    }

    private void settle() {
        Underway change = underway;
        underway = null;
        if (change != null && change.after() != null) {
            remember(change.after());
        } else if (change != null) {
            truth.remove(change.executionId());
        }
    }

    private void remember(Execution execution) {
        Execution before = truth.put(execution.id(), execution);
        if (before != null) {
            before.stages().forEach(stage -> rememberEnd(before, stage, execution));
        }
    }

    private void rememberEnd(Execution before, Stage stageBefore, Execution after) {
        StageKey key = new StageKey(before.id(), stageBefore.id());
        Optional<Stage> stageAfter = after.stage(stageBefore.id());
        for (Execution child : truth.values()) {
            boolean awaited =
                    isParentOrWatcher(key, stageBefore, child) && RULES.awaits(before, stageBefore, child.id());
            if (awaited
                    && stageAfter
                            .filter(stage -> RULES.awaits(after, stage, child.id()))
                            .isEmpty()) {
                cuts.ended(key, child.id(), now.toEpochMilli());
            }
        }
    }

    private static boolean isParentOrWatcher(StageKey key, Stage stage, Execution child) {
        return child.trigger().parent().equals(Optional.of(key))
                || RULES.awaitedExecutions(stage).contains(child.id());
    }

    private void tick() {
        if (!clockStands) {
            now = now.plusMillis(TICK);
        }
    }

    String where() {
        List<String> last = steps.subList(Math.max(0, steps.size() - stepsTold), steps.size());
        return "%s, after these steps:%n  %s".formatted(name, String.join(System.lineSeparator() + "  ", last));
    }
}
