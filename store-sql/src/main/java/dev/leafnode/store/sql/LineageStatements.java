package dev.leafnode.store.sql;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/** How a database keeps the lineages. A method that returns text returns one complete statement. */
interface LineageStatements {

    /** Notes that a trigger names a parent, over what a watching stage may have said before. */
    String declareTrigger();

    /** Notes that a stage watches an execution, unless it is noted that it started it. */
    String declareWatch();

    /**
     * Inserts every step that an edge adds to the ways of its child, unless an end is missing or the edge would close a
     * cycle.
     *
     * @param edge its columns, as {@link Edge#parameters} names them, and the limits of {@link Lineages}
     * @return how many steps were missing
     */
    int inherit(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge);

    /** The same for the ways of the child and of everything below it. */
    int grow(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge);

    /**
     * Continues the open judgments' ways along an edge that has just grown: those that reach its child intact, as far
     * as the stages await. A way that was cut stays cut.
     */
    void extendLinks(NamedParameterJdbcOperations jdbc, MapSqlParameterSource edge);

    /**
     * Finds edges that should have taken effect and have not: one adds a step to a lineage that lacks it, closes
     * no cycle, and leads to an execution that goes on, from one that goes on or has failed. What
     * {@link #inherit} leaves out is not looked for.
     */
    String findMissing();

    /** Deletes the steps of all lineages from an execution upward. */
    String cutLineages();

    /** Deletes the links of all judgments from an execution upward. */
    String cutLinks();
}
