package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * How a database opens, closes, cuts and finds what is in one state. A method that returns text returns one complete
 * statement.
 */
interface JudgmentStatements {

    /**
     * Opens a judgment and links its ancestors, as {@link dev.leafnode.repository.JudgmentRepository#open} says.
     *
     * @param judgment its columns, as {@link JudgmentParameters} names them
     */
    boolean open(
            Transactions transactions,
            NamedParameterJdbcOperations jdbc,
            MapSqlParameterSource judgment,
            Lineage lineage);

    /**
     * Closes this and earlier attempts of a stage; returns whether one was open.
     *
     * @param attempt its columns, likewise
     */
    boolean close(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource attempt);

    /**
     * Deletes the links of open judgments from a stage upward; returns whether there were any. What was closed
     * meanwhile shows nothing anyway.
     *
     * @param stage its columns, and {@code :at}
     */
    boolean cut(Transactions transactions, NamedParameterJdbcOperations jdbc, MapSqlParameterSource stage);

    /**
     * Finds with each of these judgments the ways on which it shows, step by step from the leaf up, the way along the
     * triggers first.
     *
     * @param page a statement that finds open judgments, in their order, as many as {@code :most} says
     */
    String withWays(String page);

    /**
     * Finds a page of the open judgments that an execution holds itself, and of those that show on it:
     * {@code :blocked}. Not a parameter is {@code :most}, which stands for a number.
     */
    String pageOfBlocking();

    /** Finds a page of the open judgments of an application; {@code :most} as above. */
    default String pageOfApplication() {
        return InboxStatements.OF_APPLICATION;
    }

    /** Finds the open judgments that meet every condition, a condition that is null being met, in no order. */
    default String matching() {
        return InboxStatements.MATCHING;
    }

    /** With the state in the text, a plan leaves out what is only asked about other states. */
    static String in(LeafState state, String statement) {
        return statement.replace(":state", "'%s'".formatted(state.name()));
    }
}
