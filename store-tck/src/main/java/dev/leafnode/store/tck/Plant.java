package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Two instances of an engine on one store, and everything that goes wrong between them. */
final class Plant implements Site {

    /** An event that is told when so many moves have been made. */
    private record Late(World.Event event, int due) {}

    private static final int EVENTS = 3;
    private static final int LONGEST_DELAY = 8;
    private static final int LONGEST_OUTAGE = 4;

    private final List<Instance> instances;
    private final Outage.Line line;
    private final Duration skew;
    private final Tally tally;
    private final Fuse operations = new Fuse();
    private final List<Late> late = new ArrayList<>();
    private final List<World.Event> swapped = new ArrayList<>();
    private Move move = Move.of(Action.RECONCILE, 0, 0);
    private int moves;
    private int events;

    Plant(List<Instance> instances, Outage.Line line, Duration skew, Tally tally) {
        this.instances = instances;
        this.line = line;
        this.skew = skew;
        this.tally = tally;
    }

    /** The instance whose move it is. */
    Instance acting() {
        return instances.get(move.instance());
    }

    void begin(Move next, Supplier<String> where) {
        move = next;
        events = EVENTS;
        List<Late> due = late.stream().filter(event -> event.due() <= moves).toList();
        late.removeAll(due);
        due.forEach(event -> hear(event.event(), where));
        events = 0;
        switch (move.fault()) {
            case CRASH -> operations.light(move.at() % 6);
            case CRASH_IN_CALL -> acting().statements().light(move.at());
            case OUTAGE, LOST_ANSWER -> line.breaks(move.fault(), 1 + move.at() % LONGEST_OUTAGE);
            default -> {}
        }
    }

    void end() {
        moves++;
        line.moveIsOver();
        operations.mend();
        acting().statements().mend();
    }

    /** Counts the death of the acting instance; another takes its place. */
    void died() {
        tally.happened(operations.isBurnt() ? Fault.CRASH : Fault.CRASH_IN_CALL);
        operations.mend();
        acting().statements().mend();
    }

    /** All that was late or swapped comes now, and the store is back. */
    void settle(Supplier<String> where) {
        line.breaks(Fault.NONE, 0);
        List<World.Event> rest = new ArrayList<>(swapped);
        late.forEach(event -> rest.add(event.event()));
        swapped.clear();
        late.clear();
        rest.forEach(event -> hear(event, where));
    }

    /** An instance that is alive. */
    Instance anyone() {
        return instances.get(0);
    }

    @Override
    public Duration skew() {
        return move.instance() == 0 ? Duration.ZERO : skew;
    }

    @Override
    public void save(Execution execution) {
        operations.run();
        acting().executions().save(execution);
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        operations.run();
        acting().executions().saveStage(executionId, stage);
    }

    @Override
    public boolean delete(String executionId) {
        operations.run();
        return acting().executions().delete(executionId);
    }

    @Override
    public void tell(World.Event event, Supplier<String> where) {
        operations.run();
        Fault fault = events++ == move.at() % EVENTS ? move.fault() : Fault.NONE;
        switch (fault) {
            case DROP -> tally.happened(fault);
            case DELAY -> {
                tally.happened(fault);
                late.add(new Late(event, moves + 1 + move.at() % LONGEST_DELAY));
            }
            case SWAP -> swapped.add(event);
            case DUPLICATE -> {
                tally.happened(fault);
                hear(event, where);
                hear(event, where);
            }
            default -> {
                hear(event, where);
                List<World.Event> before = List.copyOf(swapped);
                swapped.clear();
                before.forEach(swap -> {
                    tally.happened(Fault.SWAP);
                    hear(swap, where);
                });
            }
        }
    }

    @Override
    public void check(Map<String, Execution> truth, Cuts cuts, String where) {
        // After so many faults it is the reconciler's turn first.
    }

    private void hear(World.Event event, Supplier<String> where) {
        Instance hearing = instances.get(move.elsewhere() ? 1 - move.instance() : move.instance());
        if (move.elsewhere()) {
            tally.happened(Fault.OTHER_INSTANCE);
        }
        hearing.hear(event, where.get());
        if (hearing.statements().isBurnt()) {
            throw new Mishap("the process died");
        }
    }
}
