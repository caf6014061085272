package dev.leafnode.quickstart.web;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

@Tag("heavy")
class H2ScenariosTest extends ScenariosTest {

    private static final List<String> EMPTIED = List.of(
            "set referential_integrity false",
            "truncate table leafnode_judgment_link",
            "truncate table leafnode_judgment",
            "truncate table leafnode_lineage",
            "truncate table leafnode_parent",
            "truncate table leafnode_stage",
            "truncate table leafnode_execution",
            "set referential_integrity true");

    @Override
    String[] settings() {
        return new String[] {"--leafnode.store=sql", "--spring.datasource.url=jdbc:h2:mem:scenarios;DB_CLOSE_DELAY=-1"};
    }

    /** H2 takes seconds to delete the rows of a deep chain one by one. */
    @Override
    protected void clear() {
        try (Connection connection = bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            for (String step : EMPTIED) {
                statement.execute(step);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("could not empty the database", failure);
        }
    }
}
