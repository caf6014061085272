package dev.leafnode.store.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlValue;

/**
 * An array as a parameter of a statement, freed after it. Spring's own is younger than the Spring of the oldest engines
 * that embed this store (5.3, in Orca).
 */
final class ArrayValue implements SqlValue {

    private final String elementType;
    private final @Nullable Object[] elements;
    private @Nullable Array array;

    ArrayValue(String elementType, @Nullable Object... elements) {
        this.elementType = elementType;
        this.elements = elements;
    }

    @Override
    public void setValue(PreparedStatement statement, int position) throws SQLException {
        Connection connection = statement.getConnection();
        array = connection.createArrayOf(elementType, elements);
        statement.setArray(position, array);
    }

    @Override
    public void cleanup() {
        if (array == null) {
            return;
        }
        try {
            array.free();
        } catch (SQLException stillHeld) {
            // It goes with the connection; the statement has been executed and must not fail for it.
        } finally {
            array = null;
        }
    }
}
