package dev.leafnode.quickstart.web;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PostgreSqlScenariosTest extends ScenariosTest {

    @TempDir
    static Path directory;

    @Override
    String[] settings() {
        return new String[] {"--leafnode.store=sql", "--quickstart.postgres.directory=" + directory};
    }
}
