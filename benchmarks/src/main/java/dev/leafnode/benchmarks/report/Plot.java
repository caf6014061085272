package dev.leafnode.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Bars for ours and the yardstick of each line, on a scale of powers of ten. Written by hand: what draws charts in Java
 * measures its letters with fonts that a server need not have.
 */
final class Plot {

    private static final int LABEL = 420;
    private static final int WIDTH = 460;
    private static final int ROW = 34;
    private static final String OURS = "#2a78b5";
    private static final String MISSED = "#c0392b";
    private static final String YARDSTICK = "#b8c4ce";

    private Plot() {}

    static String of(List<Line> lines) {
        double least = lines.stream().mapToDouble(Plot::least).min().orElse(1);
        double most = lines.stream().mapToDouble(Plot::most).max().orElse(10);
        double from = Math.floor(Math.log10(least));
        double to = Math.max(from + 1, Math.ceil(Math.log10(most)));
        int height = lines.size() * ROW + 30;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="11">
                """.formatted(LABEL + WIDTH + 90, height));
        for (double power = from; power <= to; power++) {
            double x = LABEL + (power - from) / (to - from) * WIDTH;
            svg.append(element("<line x1='%.1f' y1='0' x2='%.1f' y2='%d' stroke='#e5e9ec'/>", x, x, height - 22));
            svg.append(element(
                    "<text x='%.1f' y='%d' text-anchor='middle' fill='#667'>%s</text>",
                    x, height - 8, lines.get(0).unit().write(Math.pow(10, power))));
        }
        for (int i = 0; i < lines.size(); i++) {
            row(svg, lines.get(i), i * ROW, from, to);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, Line line, int y, double from, double to) {
        svg.append(element(
                "<text x='%d' y='%d' text-anchor='end'>%s, %s, %s</text>",
                LABEL - 8, y + 20, escaped(line.name()), escaped(line.store()), escaped(line.parameters())));
        bar(svg, line, line.ours(), y + 4, from, to, line.verdict() == Verdict.FAIL ? MISSED : OURS);
        if (!line.isAlone()) {
            bar(svg, line, line.yardstickValue(), y + 17, from, to, YARDSTICK);
        }
    }

    private static void bar(StringBuilder svg, Line line, double value, int y, double from, double to, String color) {
        double width = value <= 0 ? 0 : Math.max(0, (Math.log10(value) - from) / (to - from) * WIDTH);
        svg.append(element("<rect x='%d' y='%d' width='%.1f' height='11' fill='%s'/>", LABEL, y, width, color));
        svg.append(element(
                "<text x='%.1f' y='%d'>%s</text>",
                LABEL + width + 4, y + 9, line.unit().write(value)));
    }

    private static double least(Line line) {
        double least = line.isAlone() ? line.ours() : Math.min(line.ours(), line.yardstickValue());
        return least > 0 ? least : most(line);
    }

    private static double most(Line line) {
        double most = line.isAlone() ? line.ours() : Math.max(line.ours(), line.yardstickValue());
        return most > 0 ? most : 1;
    }

    private static String element(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
