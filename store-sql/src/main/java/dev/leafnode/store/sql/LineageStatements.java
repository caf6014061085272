package dev.leafnode.store.sql;

/** How a database keeps the lineages. Each method returns one complete statement. */
interface LineageStatements {

    /** Notes that a trigger names a parent, over what a watching stage may have said before. */
    String declareTrigger();

    /** Notes that a stage watches an execution, unless it is noted that it started it. */
    String declareWatch();

    /**
     * Inserts every step that an edge adds to the ways of its child, unless an end is missing or the edge would close a
     * cycle; affects no row when nothing is missing.
     */
    String inherit();

    /** The same for the ways of the child and of everything below it. */
    String grow();

    /**
     * Continues the open judgments' ways along an edge that has just grown: those that reach its child intact, as far
     * as the stages await. A way that was cut stays cut.
     */
    String extendLinks();

    /**
     * Finds edges that should have taken effect and have not: one adds a step to a lineage that lacks it, closes no cycle,
     * and leads to an execution that goes on, from one that goes on or has failed. What {@link #inherit} leaves out is not
     * looked for.
     */
    String findMissing();

    /** Deletes the steps of all lineages from an execution upward. */
    String cutLineages();

    /** Deletes the links of all judgments from an execution upward. */
    String cutLinks();
}
