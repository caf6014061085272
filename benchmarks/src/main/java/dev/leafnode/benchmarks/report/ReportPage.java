package dev.leafnode.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines for people: a page of Markdown with a table and a plot for each goal. */
final class ReportPage {

    private static final String TABLE = """
            | what | store | with | ours | yardstick | ratio | middle half | target | |
            |---|---|---|---|---|---|---|---|---|
            """;

    private ReportPage() {}

    static void write(Path directory, Map<String, String> machine, List<Line> lines) throws IOException {
        StringBuilder page = new StringBuilder("# What navigation costs\n\n| | |\n|---|---|\n");
        machine.forEach((name, value) -> page.append("| %s | %s |%n".formatted(name, value)));
        for (Map.Entry<String, List<Line>> goal : byGoal(lines).entrySet()) {
            String plot = goal.getKey() + ".svg";
            Files.writeString(directory.resolve(plot), Plot.of(goal.getValue()));
            page.append("\n## %s\n\n".formatted(goal.getKey())).append(TABLE);
            goal.getValue().forEach(line -> page.append(row(line)));
            page.append("\n![%s](%s)\n".formatted(goal.getKey(), plot));
        }
        Files.writeString(directory.resolve("report.md"), page);
    }

    private static Map<String, List<Line>> byGoal(List<Line> lines) {
        return lines.stream().collect(Collectors.groupingBy(Line::goal, LinkedHashMap::new, Collectors.toList()));
    }

    private static String row(Line line) {
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        line.name(),
                        line.store(),
                        line.parameters(),
                        line.unit().write(line.ours()),
                        line.isAlone() ? "" : "%s: %s".formatted(line.yardstick(), LineText.yardstick(line)),
                        LineText.ratio(line),
                        LineText.spread(line),
                        LineText.target(line),
                        line.verdict());
    }
}
