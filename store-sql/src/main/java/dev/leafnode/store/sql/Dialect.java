package dev.leafnode.store.sql;

import dev.leafnode.model.Lineage;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/** What databases spell differently. Each method that returns text returns one complete statement. */
interface Dialect {

    /**
     * Opens a judgment and links its ancestors, as {@link dev.leafnode.repository.JudgmentRepository#open} says.
     *
     * @param judgment its columns, as {@link JudgmentParameters} names them
     */
    boolean open(NamedParameterJdbcOperations jdbc, MapSqlParameterSource judgment, Lineage lineage);

    /** Closes this and earlier attempts of a stage; answers how many were open. */
    String close();

    /** Inserts an execution unless it is there; affects no row then. */
    String insertExecution();

    /** Adds a stage after the others, or replaces it; affects no row when the execution is not there. */
    String insertStage();

    /** Notes that a trigger names a parent, over what a watching stage may have said before. */
    String declareTrigger();

    /** Notes that a stage watches an execution, unless it is noted that it started it. */
    String declareWatch();

    /**
     * Inserts every step that an edge adds to the ways of the child and of everything below it, unless an end is missing
     * or the edge would close a cycle; affects no row when nothing is missing.
     */
    String grow();

    /**
     * Continues the open judgments' ways along an edge that has just grown: those that reach its child intact, as far
     * as the stages await. A way that was cut stays cut.
     */
    String extendLinks();

    /** Finds a page of the executions where a human is awaited, starting from the judgments that are open. */
    String pageOfAwaiting();
}
