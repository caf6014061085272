package dev.leafnode.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines of a run: told while they are measured, and written as JSON and as a page with plots when it is over. */
public final class Report {

    private final PrintStream console;
    private final List<Line> lines = new ArrayList<>();

    public Report(PrintStream console) {
        this.console = console;
        console.println(LineText.HEADER);
    }

    public void add(Line line) {
        lines.add(line);
        console.println(LineText.of(line));
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Writes {@code report.json}, {@code report.md} and a plot for each goal. */
    public void write(Path directory, Map<String, String> machine) throws IOException {
        Files.createDirectories(directory);
        ReportJson.write(directory.resolve("report.json"), machine, lines);
        ReportPage.write(directory, machine, lines);
        machine.forEach((name, value) -> console.println(name + ": " + value));
        console.println("Written to " + directory.toAbsolutePath().normalize());
    }
}
