package dev.leafnode.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leafnode.benchmarks.measuring.Spread;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Line MET = line("P1", "open", 1.25, Target.atMost(1.3));
    private static final Line MISSED = line("P1", "close <&>", 1.31, Target.atMost(1.3));
    private static final Line ALONE = Line.value(
            new Line.Title("events", "told", "core", "no judgment"),
            Unit.NANOSECONDS,
            new Spread(12, 11, 13),
            Target.reported());

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(console, true, StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    @Test
    void a_target_is_met_or_missed_by_the_median_of_the_ratios() {
        assertThat(MET.verdict()).isEqualTo(Verdict.PASS);
        assertThat(MISSED.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(ALONE.verdict()).isEqualTo(Verdict.REPORTED);
        assertThat(line("P3", "open", 19.9, Target.atLeast(20)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(line("P3", "open", 20, Target.atLeast(20)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void every_line_is_told_as_soon_as_it_is_measured() {
        report.add(MISSED);
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("close <&>", "262 us", "200 us", "1.31", "1.30 - 1.40", "<= 1.3", "FAIL", "one row");
    }

    @Test
    void programs_read_every_line_with_what_it_was_measured_on() throws Exception {
        write();
        JsonNode read =
                new ObjectMapper().readTree(directory.resolve("report.json").toFile());
        assertThat(read.at("/machine/JVM").asText()).isEqualTo("some");
        assertThat(read.at("/lines")).hasSize(3);
        assertThat(read.at("/lines/1/ratio").asDouble()).isEqualTo(1.31);
        assertThat(read.at("/lines/1/verdict").asText()).isEqualTo("FAIL");
        assertThat(read.at("/lines/2").has("ratio")).isFalse();
    }

    @Test
    void people_read_a_page_with_a_plot_for_each_goal() throws Exception {
        write();
        assertThat(Files.readString(directory.resolve("report.md")))
                .contains("| JVM | some |", "## P1", "![P1](P1.svg)", "## events", "| open | PostgreSQL | depth 1 |");
        var plot = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("P1.svg").toFile());
        assertThat(plot.getElementsByTagName("rect").getLength())
                .as("bars: two for each of two lines")
                .isEqualTo(4);
    }

    @Test
    void numbers_have_the_digits_that_count() {
        assertThat(Unit.NANOSECONDS.write(87)).isEqualTo("87 ns");
        assertThat(Unit.NANOSECONDS.write(1_234)).isEqualTo("1.23 us");
        assertThat(Unit.NANOSECONDS.write(45_600_000)).isEqualTo("45.6 ms");
        assertThat(Unit.NANOSECONDS.write(3e9)).isEqualTo("3 s");
        assertThat(Unit.NANOSECONDS.write(-1_198_000_000)).isEqualTo("-1.20 s");
        assertThat(Unit.BYTES.write(3 << 19)).isEqualTo("1.50 MiB");
        assertThat(Unit.PER_SECOND.write(12_345.6)).isEqualTo("12346/s");
        assertThat(Target.atMost(1.05).text()).isEqualTo("<= 1.05");
        assertThat(Target.atMost(200).text(Unit.NANOSECONDS)).isEqualTo("<= 200 ns");
        assertThat(Target.atLeast(100).text()).isEqualTo(">= 100");
    }

    private void write() throws Exception {
        report.add(MET);
        report.add(MISSED);
        report.add(ALONE);
        report.write(directory, Map.of("JVM", "some"));
    }

    private static Line line(String goal, String name, double ratio, Target target) {
        return new Line(
                goal,
                name,
                "PostgreSQL",
                "depth 1",
                Unit.NANOSECONDS,
                ratio * 200_000,
                "one row",
                200_000,
                new Spread(ratio, 1.3, 1.4),
                target);
    }
}
