package dev.leafnode.quickstart.web;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("heavy")
class RedisScenariosTest extends ScenariosTest {

    @TempDir
    static Path directory;

    @Override
    String[] settings() {
        return new String[] {
            "--leafnode.store=redis",
            "--quickstart.redis.directory=" + directory,
            "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        };
    }
}
