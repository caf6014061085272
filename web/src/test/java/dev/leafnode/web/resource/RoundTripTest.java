package dev.leafnode.web.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.Yaml;

/** Whatever a resource says, each form is read back to it. */
class RoundTripTest {

    /** What YAML 1.1, YAML 1.2 or JSON might read as something else. */
    private static final List<String> HOSTILE = List.of(
            "on",
            "off",
            "yes",
            "No",
            "y",
            "N",
            "true",
            "False",
            "null",
            "~",
            "Null",
            ".inf",
            "-.INF",
            ".nan",
            "0x1F",
            "0o17",
            "017",
            "0b1",
            "1e3",
            "1_000",
            "+1",
            "-0",
            "1.",
            ".5",
            "190:20:30",
            "12:30",
            "2026-03-01",
            "2026-03-01T12:00:00Z",
            "=",
            "<<",
            "!!str x",
            "&a",
            "*a",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "#",
            "|",
            ">",
            "%",
            "@",
            "`",
            "'",
            "\"",
            "\\",
            "{}",
            "[]",
            "{a: b}",
            "---",
            "...",
            "  ...",
            " lead",
            "trail ",
            "\t",
            "\n",
            "a\nb",
            "a\r\nb",
            "\r",
            "a\n\n",
            "\u0000",
            "\u0007",
            "\u007F",
            "\u0085",
            "\u00A0",
            "\u2028",
            "\u2029",
            "\uFEFF",
            "\uFFFE",
            "\uFFFF",
            "ä",
            "日本",
            "\uD83D\uDE80",
            "${x}",
            "{{x}}",
            "succeded",
            "x".repeat(3_000),
            "a ".repeat(200));

    @Property
    void every_form_is_read_back_to_what_was_written(@ForAll("executions") PipelineExecution execution) {
        assertReadBack(execution);
    }

    static void assertReadBack(PipelineExecution execution) {
        Map<String, Object> resource = PipelineExecutionCodec.resource(execution);
        Map<String, Object> configMap = PipelineExecutionCodec.configMap(execution);
        for (Map<String, Object> form : List.of(resource, configMap)) {
            assertThat(PipelineExecutionCodec.read(PipelineExecutionCodec.json(form)))
                    .isEqualTo(execution);
            assertThat(PipelineExecutionCodec.read(PipelineExecutionCodec.yaml(form)))
                    .isEqualTo(execution);
        }
        assertThat(yamlOneOne(PipelineExecutionCodec.yaml(resource))).isEqualTo(tree(resource));
        assertFlat(tree(configMap));
        CustomResourceDefinitionTest.assertValid(tree(resource));
    }

    private static JsonNode tree(Object value) {
        return ResourceJson.JSON.valueToTree(value);
    }

    /** As a reader of YAML 1.1 with all its implicit types takes it. */
    private static JsonNode yamlOneOne(String yaml) {
        return tree(new Yaml().<Object>load(yaml));
    }

    private static void assertFlat(JsonNode configMap) {
        ObjectNode data = (ObjectNode) configMap.path("data");
        assertThat(data).isNotEmpty();
        data.properties().forEach(entry -> {
            assertThat(entry.getKey()).matches("[-._a-zA-Z0-9]{1,253}");
            assertThat(entry.getValue().isTextual()).isTrue();
        });
    }

    @Provide
    Arbitrary<PipelineExecution> executions() {
        return Combinators.combine(metadata(), spec(), status()).as(PipelineExecution::new);
    }

    private static Arbitrary<PipelineExecution.Metadata> metadata() {
        Arbitrary<Map<String, String>> texts =
                Arbitraries.maps(text(), anything()).ofMaxSize(3);
        return Combinators.combine(text(), anything().injectNull(0.3), time(), texts, texts)
                .as(PipelineExecution.Metadata::new);
    }

    private static Arbitrary<PipelineExecution.Spec> spec() {
        Arbitrary<PipelineExecution.Param> param =
                Combinators.combine(text(), anything()).as(PipelineExecution.Param::new);
        Arbitrary<String> id = text().injectNull(0.4);
        Arbitrary<PipelineExecution.TriggerInfo> trigger =
                Combinators.combine(id, id, id, id, id).as(PipelineExecution.TriggerInfo::new);
        Arbitrary<PipelineExecution.PipelineRef> pipeline =
                Combinators.combine(text(), anything().injectNull(0.3)).as(PipelineExecution.PipelineRef::new);
        return Combinators.combine(param.list().ofMaxSize(12), trigger, pipeline)
                .as(PipelineExecution.Spec::new);
    }

    private static Arbitrary<PipelineExecution.Status> status() {
        Arbitrary<Condition> condition = Combinators.combine(
                        text(),
                        Arbitraries.of(Condition.Status.class),
                        anything().injectNull(0.3),
                        anything().injectNull(0.3),
                        time())
                .as(Condition::new);
        Arbitrary<Environment.Status> progress =
                Combinators.combine(text(), time()).as(Environment.Status::new);
        Arbitrary<Environment> environment = Combinators.combine(
                        text(), Arbitraries.integers().greaterOrEqual(0), progress.injectNull(0.2))
                .as(Environment::new);
        return Combinators.combine(
                        time(),
                        time(),
                        condition.list().ofMaxSize(3),
                        environment.list().ofMaxSize(12))
                .as(PipelineExecution.Status::new);
    }

    private static Arbitrary<String> text() {
        return anything().filter(text -> !text.isEmpty());
    }

    /** Whole characters only: half of one cannot be written in UTF-8. */
    private static Arbitrary<String> anything() {
        Arbitrary<String> random = Arbitraries.strings()
                .ofMaxLength(12)
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        return Arbitraries.oneOf(Arbitraries.of(HOSTILE), random, Arbitraries.of("Succeeded", "dev", ""));
    }

    private static Arbitrary<Instant> time() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("0000-01-01T00:00:00Z").toEpochMilli(),
                        Instant.parse("9999-12-31T23:59:59Z").toEpochMilli())
                .map(Instant::ofEpochMilli)
                .injectNull(0.3);
    }
}
