package dev.leafnode.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;

class QuickstartApplicationTest {

    @Test
    void starts_on_the_newest_boot() {
        try (var context = SpringApplication.run(QuickstartApplication.class, "--server.port=0")) {
            assertThat(context.isRunning()).isTrue();
            assertThat(SpringBootVersion.getVersion()).startsWith("4.1.");
        }
    }
}
