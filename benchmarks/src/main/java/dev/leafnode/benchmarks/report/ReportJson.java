package dev.leafnode.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The lines for programs. */
final class ReportJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportJson() {}

    static void write(Path file, Map<String, String> machine, List<Line> lines) throws IOException {
        ObjectNode report = MAPPER.createObjectNode();
        report.set("machine", MAPPER.valueToTree(machine));
        ArrayNode all = report.putArray("lines");
        lines.forEach(line -> all.add(node(line)));
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
    }

    private static ObjectNode node(Line line) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("goal", line.goal())
                .put("name", line.name())
                .put("store", line.store())
                .put("parameters", line.parameters())
                .put("unit", line.unit().name())
                .put("ours", line.ours());
        if (!line.isAlone()) {
            node.put("yardstick", line.yardstick())
                    .put("yardstickValue", line.yardstickValue())
                    .put("ratio", line.ratio().median());
        }
        return node.put("lower", line.ratio().lower())
                .put("upper", line.ratio().upper())
                .put("target", LineText.target(line))
                .put("verdict", line.verdict().name());
    }
}
