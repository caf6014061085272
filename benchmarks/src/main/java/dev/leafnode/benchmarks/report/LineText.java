package dev.leafnode.benchmarks.report;

/** A line as it stands on a terminal. */
final class LineText {

    private static final String FORMAT = "%-6s %-34s %-22s %-30s %10s %10s %9s %-17s %-9s %-8s %s";

    static final String HEADER = FORMAT.formatted(
            "goal", "what", "store", "with", "ours", "yardstick", "ratio", "middle half", "target", "", "yardstick is");

    private LineText() {}

    static String of(Line line) {
        return FORMAT.formatted(
                        line.goal(),
                        line.name(),
                        line.store(),
                        line.parameters(),
                        line.unit().write(line.ours()),
                        yardstick(line),
                        ratio(line),
                        spread(line),
                        target(line),
                        line.verdict(),
                        line.yardstick())
                .stripTrailing();
    }

    static String yardstick(Line line) {
        return line.isAlone() ? "" : line.unit().write(line.yardstickValue());
    }

    static String ratio(Line line) {
        return line.isAlone() ? "" : Unit.number(line.ratio().median());
    }

    static String target(Line line) {
        return line.target().text(line.isAlone() ? line.unit() : Unit.COUNT);
    }

    static String spread(Line line) {
        Unit unit = line.isAlone() ? line.unit() : Unit.COUNT;
        return unit.write(line.ratio().lower()) + " - "
                + unit.write(line.ratio().upper());
    }
}
