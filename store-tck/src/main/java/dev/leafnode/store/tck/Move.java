package dev.leafnode.store.tck;

/**
 * One thing an engine does, and what goes wrong. The numbers choose among what is possible when the move is made.
 *
 * @param action what it does
 * @param pick at which stage or execution
 * @param detail how
 * @param instance the instance that does it, 0 or 1
 * @param elsewhere whether its events are told on the other one
 * @param fault what goes wrong
 * @param at with which event, after how many operations, or for how many moves
 */
record Move(Action action, int pick, int detail, int instance, boolean elsewhere, Fault fault, int at) {

    static Move of(Action action, int pick, int detail) {
        return new Move(action, pick, detail, 0, false, Fault.NONE, 0);
    }

    @Override
    public String toString() {
        return "%s(%d, %d) on %d%s%s"
                .formatted(
                        action,
                        pick,
                        detail,
                        instance,
                        elsewhere ? ", told on " + (1 - instance) : "",
                        fault == Fault.NONE ? "" : " with %s at %d".formatted(fault, at));
    }
}
