package com.example.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SizeTest {

    @Test
    void a_store_takes_less_than_two_hundred_lines_with_imports_and_comments_and_without_blank_ones()
            throws IOException {
        long lines = 0;
        for (Path source : sources()) {
            try (Stream<String> all = Files.lines(source)) {
                lines += all.filter(line -> !line.isBlank()).count();
            }
        }
        assertThat(lines).isBetween(100L, 199L);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
