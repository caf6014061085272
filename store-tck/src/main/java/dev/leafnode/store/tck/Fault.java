package dev.leafnode.store.tck;

import java.util.EnumSet;
import java.util.Set;

/** What may befall an engine, its events and its store. */
enum Fault {
    NONE,
    /** An event is never told. */
    DROP,
    /** An event is told twice. */
    DUPLICATE,
    /** An event is told some moves later. */
    DELAY,
    /** An event is told after the one that follows it. */
    SWAP,
    /** An instance dies between two of the things it does. */
    CRASH,
    /** An instance dies while it waits for the answer to a statement. */
    CRASH_IN_CALL,
    /** For some moves judgments cannot be reached. */
    OUTAGE,
    /** For some moves judgments can be reached, but no answer comes back. */
    LOST_ANSWER,
    /** An event is told on another instance than the one that stored the state. */
    OTHER_INSTANCE,
    /** A move is made on an instance whose clock is off. */
    SKEW;

    /** Those of which nothing is lost. */
    static final Set<Fault> HARMLESS = EnumSet.of(DUPLICATE, DELAY, SWAP);

    /** Those that are chosen for a move; the others come with the choice of instances. */
    static final Set<Fault> OF_MOVES = EnumSet.range(DROP, LOST_ANSWER);
}
