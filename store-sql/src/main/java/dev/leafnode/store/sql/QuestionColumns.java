package dev.leafnode.store.sql;

import dev.leafnode.model.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** The columns of what a judgment asks and until when; a stage has the same ones as the judgment that it makes. */
final class QuestionColumns {

    private QuestionColumns() {}

    static MapSqlParameterSource of(@Nullable Question question, @Nullable Long deadlineAt) {
        return new MapSqlParameterSource()
                .addValue("deadlineAt", deadlineAt, Types.BIGINT)
                .addValue(
                        "instructions",
                        question == null ? null : StoredText.write(question.instructions()),
                        Types.VARCHAR)
                .addValue("inputs", question == null ? null : StoredText.writeAll(question.inputs()), Types.VARCHAR)
                .addValue("roles", question == null ? null : roles(question.requiredRoles()), Types.VARCHAR);
    }

    /** Sets of the same roles are the same text. */
    static String roles(Set<String> requiredRoles) {
        return StoredText.writeAll(requiredRoles);
    }

    static Set<String> roles(String text) {
        return Set.copyOf(StoredText.readAll(text));
    }

    static Question question(ResultSet row) throws SQLException {
        String inputs = row.getString("inputs");
        return new Question(
                StoredText.read(row.getString("instructions")),
                inputs == null ? List.of() : StoredText.readAll(inputs),
                roles(row.getString("roles")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
