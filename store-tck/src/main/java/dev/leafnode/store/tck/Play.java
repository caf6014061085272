package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Makes moves in a world: what a move leaves open is chosen, by its numbers, among what is possible at that time. */
final class Play {

    private static final List<ExecutionStatus> ENDS =
            List.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.TERMINAL, ExecutionStatus.CANCELED);

    private final World world;
    private final Engine engine;
    private final Unannounced unannounced;
    private final Choices choices;
    private final Runnable reconcile;
    private final Map<String, String> lateParents = new LinkedHashMap<>();
    private final List<Execution> copies = new ArrayList<>();
    private Move move = Move.of(Action.RECONCILE, 0, 0);
    private int ids;

    Play(World world, Runnable reconcile) {
        this.world = world;
        this.reconcile = reconcile;
        engine = new Engine(world);
        unannounced = new Unannounced(world);
        choices = new Choices(world);
    }

    /** Makes a move, if it is possible. */
    boolean take(Move next) {
        move = next;
        boolean taken = switch (move.action()) {
            case START_ROOT -> choices.roomForMore() && done(() -> engine.starts(nextId(), stages()));
            case START_BEFORE_PARENT -> choices.roomForMore() && done(this::startBeforeParent);
            case STORE_LATE_PARENT -> storeLateParent();
            case START_CHILD -> at(choices::mayStartChild, this::startChild);
            case START_JUDGMENT -> at(choices::mayWait, engine::startsStage);
            case START_BEHIND_WINDOW -> at(choices::mayWaitBehindWindow, this::startBehindWindow);
            case PASS_WINDOW -> at(choices::isWindow, unannounced::passes);
            case CONTINUE -> at(choices::isOpen, engine::continues);
            case STOP -> at(choices::isOpen, engine::stops);
            case TIME_OUT -> at(choices::isOpen, engine::timesOut);
            case SKIP -> at(choices::mayWait, engine::skips);
            case RESTART_JUDGMENT -> at(choices::isEndedJudgment, engine::restarts);
            case WATCH -> at(choices::isWatching, this::watch);
            case NAME_CHILD -> at(choices::isUnnamed, this::name);
            case END_PARENT -> at(choices::isRunningParent, key -> engine.endsStage(key, end()));
            case POLL -> at(choices::isRunningParent, engine::polls);
            case RESTART_PARENT -> at(choices::isEndedParent, engine::restarts);
            case RESTART_WITH_NEW_CHILD -> at(choices::isEndedPipeline, this::restartWithNewChild);
            case CANCEL -> of(id -> engine.aborts(id, ExecutionStatus.CANCELED));
            case FAIL_BRANCH -> of(id -> engine.aborts(id, ExecutionStatus.TERMINAL));
            case FORCE_CANCEL -> of(unannounced::forceCancels);
            case PAUSE_OR_RESUME -> of(this::pauseOrResume);
            case SAVE_AGAIN -> of(engine::savesAgain);
            case SAVE_STALE -> saveStale();
            case DELETE -> of(engine::deletes);
            case TELL_AGAIN -> tellAgain();
            case RECONCILE -> done(reconcile);
        };
        if (!taken) {
            grow();
        }
        of(id -> copies.add(world.execution(id)));
        return taken;
    }

    /** What is not possible yet may be in a larger tree in which more waits. */
    private void grow() {
        boolean grown =
                isEven() ? at(choices::mayWait, engine::startsStage) : at(choices::mayStartChild, this::startChild);
        if (!grown && choices.roomForMore()) {
            engine.starts(nextId(), stages());
        }
    }

    /** A child is stored and may wait before its parent is. */
    private void startBeforeParent() {
        String child = nextId();
        String parent = nextId();
        lateParents.put(parent, child);
        engine.starts(child, Trigger.reference(parent, "call"), stages());
    }

    private boolean storeLateParent() {
        if (lateParents.isEmpty()) {
            return false;
        }
        String parent = oneOf(List.copyOf(lateParents.keySet()));
        String child = String.valueOf(lateParents.remove(parent));
        Stage call = Stages.running(Stages.pipeline("call"), world.now());
        Trigger trigger = any((execution, stage) ->
                        choices.isWaitingForSeveral(execution, stage) && !choices.isAtOrAbove(child, execution.id()))
                .map(key -> Trigger.reference(key.executionId(), key.stageId()))
                .orElse(Trigger.empty());
        engine.starts(parent, trigger, call, Stages.judgment("judge"));
        return true;
    }

    private void startChild(StageKey parent) {
        if (isEven()) {
            engine.startsChild(nextId(), parent, stages());
        } else {
            engine.startsChildByReference(nextId(), parent, stages());
        }
    }

    private void startBehindWindow(StageKey judgment) {
        Choices.window(world.execution(judgment.executionId()), world.stage(judgment))
                .ifPresent(window ->
                        unannounced.startsBehindWindow(judgment, Stages.key(judgment.executionId(), window.id())));
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
            engine.names(watcher, oneOf(candidates), candidates.get((move.pick() + move.detail()) % candidates.size()));
        }
    }

    private void name(StageKey key) {
        List<String> children = world.truth().values().stream()
                .filter(child -> child.trigger().parent().equals(Optional.of(key)))
                .map(Execution::id)
                .sorted()
                .toList();
        if (!children.isEmpty()) {
            engine.names(key, children.get(children.size() - 1));
        }
    }

    private void restartWithNewChild(StageKey key) {
        world.step(key + " is restarted with a new child", () -> {
            String id = nextId();
            engine.restarts(key);
            engine.names(key, id);
            engine.startsChild(id, key, stages());
        });
    }

    private void pauseOrResume(String id) {
        if (world.execution(id).isPaused()) {
            unannounced.resumes(id);
        } else if (!world.execution(id).status().isComplete()) {
            unannounced.pauses(id);
        }
    }

    private boolean saveStale() {
        List<Execution> stored = copies.stream()
                .filter(copy -> world.truth().containsKey(copy.id()))
                .toList();
        if (stored.isEmpty()) {
            return false;
        }
        Execution execution = oneOf(stored);
        Stage copy = execution.stages().get(move.detail() % execution.stages().size());
        if (forgetsWhatItWatches(Stages.key(execution.id(), copy.id()), copy)) {
            return false;
        }
        unannounced.savesStale(execution.id(), copy);
        return true;
    }

    /** A watching stage is told what to watch once, before any copy of it is taken. */
    private boolean forgetsWhatItWatches(StageKey key, Stage copy) {
        return copy.type().equals("monitorPipeline")
                && !copy.context().equals(world.stage(key).context());
    }

    /** An event comes again, however old it is. */
    private boolean tellAgain() {
        List<World.Event> told = world.told();
        if (told.isEmpty()) {
            return false;
        }
        World.Event event = oneOf(told);
        world.step("an event of %s is told again".formatted(event.executionId()), () -> world.tell(event));
        return true;
    }

    private Stage[] stages() {
        List<Stage> stages = new ArrayList<>();
        int kinds = move.detail();
        for (int i = 1 + move.pick() % 4; i > 0; i--) {
            String id = "s" + i;
            switch ((kinds + i) % 7) {
                case 0, 1 -> stages.add(Stages.pipeline(id));
                case 2 -> stages.add(Stages.ofType("runMultiplePipelines", id));
                case 3 -> stages.add(Stages.ofType("monitorPipeline", id));
                case 4 -> stages.add(Stages.judgment(id));
                case 5 -> {
                    String window = id + "-window";
                    stages.add(Stages.judgment(id));
                    stages.add(Stages.synthetic(Stages.ofType("wait", window), SyntheticStageOwner.STAGE_BEFORE, id));
                }
                default -> stages.add(Stages.ofType("manualJudgment", id));
            }
            kinds /= 2;
        }
        return stages.toArray(Stage[]::new);
    }

    private boolean at(BiPredicate<Execution, Stage> condition, Consumer<StageKey> step) {
        Optional<StageKey> found = any(condition);
        found.ifPresent(step);
        return found.isPresent();
    }

    private boolean of(Consumer<String> step) {
        List<String> all = world.truth().keySet().stream().sorted().toList();
        if (!all.isEmpty()) {
            step.accept(oneOf(all));
        }
        return !all.isEmpty();
    }

    private static boolean done(Runnable step) {
        step.run();
        return true;
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

    private ExecutionStatus end() {
        return ENDS.get(move.detail() % ENDS.size());
    }

    private boolean isEven() {
        return move.detail() % 2 == 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(move.pick() % values.size());
    }

    private String nextId() {
        return "e" + ++ids;
    }
}
