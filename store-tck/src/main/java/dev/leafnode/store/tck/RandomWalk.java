package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;

/**
 * Random steps over random trees, the same ones for the same seed. It takes no step after which the true states alone do
 * not say what shows: no stage ever waits again for an execution it once stopped waiting for.
 */
final class RandomWalk {

    private static final List<ExecutionStatus> ENDS =
            List.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.TERMINAL, ExecutionStatus.CANCELED);

    private final World world;
    private final Engine engine;
    private final Choices choices;
    private final Random random;
    private int ids;

    RandomWalk(World world, long seed) {
        this.world = world;
        this.engine = new Engine(world);
        this.choices = new Choices(world);
        this.random = new Random(seed);
    }

    void take(int steps) {
        for (int step = 0; step < steps; step++) {
            take();
        }
    }

    private void take() {
        switch (random.nextInt(20)) {
            case 0 -> startRoot();
            case 1 -> startOrphan();
            case 2, 3, 4 -> any(choices::mayStartChild).ifPresent(this::startChild);
            case 5, 6, 7, 8 -> any(choices::mayWait).ifPresent(engine::startsStage);
            case 9, 10 -> any(choices::isOpen).ifPresent(random.nextBoolean() ? engine::continues : engine::stops);
            case 11 -> any(choices::isEndedJudgment).ifPresent(engine::restarts);
            case 12 -> any(choices::isWatching).ifPresent(this::watch);
            case 13 -> any(choices::isUnnamed).ifPresent(this::name);
            case 14 -> any(choices::isRunningParent).ifPresent(key -> engine.endsStage(key, oneOf(ENDS)));
            case 15 -> any(choices::isEndedPipeline).ifPresent(this::restartWithNewChild);
            case 16 -> any(choices::isRunningParent).ifPresent(engine::polls);
            case 17 -> anyExecution().ifPresent(this::disturb);
            case 18 -> anyExecution().ifPresent(id -> engine.aborts(id, oneOf(ENDS)));
            default -> tellAgain();
        }
    }

    private void startRoot() {
        if (choices.roomForMore()) {
            engine.starts(nextId(), stages());
        } else {
            anyExecution().ifPresent(engine::deletes);
        }
    }

    /** A child is stored and may wait before its parent is. */
    private void startOrphan() {
        String child = nextId();
        String parent = nextId();
        engine.starts(child, Trigger.reference(parent, "call"), stages());
        for (int i = random.nextInt(4); i > 0; i--) {
            any(choices::mayWait).ifPresent(engine::startsStage);
        }
        Stage call = Stages.running(Stages.pipeline("call"), world.now());
        Trigger trigger = any((execution, stage) ->
                        choices.isWaitingForSeveral(execution, stage) && !choices.isAtOrAbove(child, execution.id()))
                .map(key -> Trigger.reference(key.executionId(), key.stageId()))
                .orElse(Trigger.empty());
        engine.starts(parent, trigger, call, Stages.judgment("judge"));
    }

    private void startChild(StageKey parent) {
        String id = nextId();
        if (random.nextBoolean()) {
            engine.startsChild(id, parent, stages());
        } else {
            engine.startsChildByReference(id, parent, stages());
        }
    }

    private void watch(StageKey watcher) {
        List<String> candidates = world.truth().keySet().stream()
                .filter(id -> !choices.isAtOrAbove(id, watcher.executionId()))
                .sorted()
                .toList();
        if (!candidates.isEmpty()) {
            if (world.stage(watcher).status().equals(ExecutionStatus.NOT_STARTED)) {
                engine.startsStage(watcher);
            }
            engine.names(watcher, oneOf(candidates), oneOf(candidates));
        }
    }

    private void name(StageKey key) {
        world.truth().values().stream()
                .filter(child -> child.trigger().parent().equals(Optional.of(key)))
                .findFirst()
                .ifPresent(child -> engine.names(key, child.id()));
    }

    private void restartWithNewChild(StageKey key) {
        world.step(key + " is restarted with a new child", () -> {
            String id = nextId();
            engine.restarts(key);
            engine.names(key, id);
            engine.startsChild(id, key, stages());
        });
    }

    private void disturb(String id) {
        switch (random.nextInt(4)) {
            case 0 -> engine.savesAgain(id);
            case 1 -> pauseOrResume(id);
            case 2 -> engine.deletes(id);
            default -> engine.savesAgain(id);
        }
    }

    private void pauseOrResume(String id) {
        ExecutionStatus status = world.execution(id).status();
        if (!status.isComplete()) {
            engine.turns(id, status.equals(ExecutionStatus.PAUSED) ? ExecutionStatus.RUNNING : ExecutionStatus.PAUSED);
        }
    }

    /** An event comes again, however old it is. */
    private void tellAgain() {
        List<World.Event> told = world.told().stream()
                .filter(event -> world.truth().containsKey(event.executionId()))
                .toList();
        if (!told.isEmpty()) {
            World.Event event = oneOf(told);
            world.step("an event of %s is told again".formatted(event.executionId()), () -> world.tell(event));
        }
    }

    private Stage[] stages() {
        List<Stage> stages = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            String id = "s" + i;
            stages.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> Stages.pipeline(id);
                        case 2 -> Stages.ofType("runMultiplePipelines", id);
                        case 3 -> Stages.ofType("monitorPipeline", id);
                        case 4 -> Stages.judgment(id);
                        default -> Stages.ofType("manualJudgment", id);
                    });
        }
        return stages.toArray(Stage[]::new);
    }

    private Optional<StageKey> any(BiPredicate<Execution, Stage> condition) {
        List<StageKey> keys = world.truth().values().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .flatMap(execution -> execution.stages().stream()
                        .filter(stage -> condition.test(execution, stage))
                        .map(stage -> Stages.key(execution.id(), stage.id())))
                .toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(oneOf(keys));
    }

    private Optional<String> anyExecution() {
        List<String> all = world.truth().keySet().stream().sorted().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(oneOf(all));
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String nextId() {
        return "e" + ++ids;
    }
}
