package dev.leafnode.web.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definition of the resource, as far as it can be checked without Kubernetes. */
class CustomResourceDefinitionTest {

    /** What a structural schema may say, of which ours needs no more. */
    private static final Set<String> ALLOWED = Set.of(
            "type",
            "description",
            "required",
            "properties",
            "items",
            "enum",
            "format",
            "nullable",
            "minimum",
            "minLength");

    private static final JsonNode CRD = yaml(PipelineExecutionCodec.customResourceDefinition());
    private static final JsonNode SCHEMA = CRD.at("/spec/versions/0/schema/openAPIV3Schema");
    private static final JsonSchema COMPILED = compiled();

    private static JsonNode yaml(String text) {
        try {
            return ResourceJson.YAML.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kubernetes checks formats, so they are checked here. */
    private static JsonSchema compiled() {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(SCHEMA, config);
    }

    static void assertValid(JsonNode resource) {
        assertThat(COMPILED.validate(resource)).as(resource.toString()).isEmpty();
    }

    @Test
    void it_is_named_as_kubernetes_wants_it_and_as_the_resource_says() {
        JsonNode spec = CRD.path("spec");
        assertThat(CRD.path("apiVersion").asText()).isEqualTo("apiextensions.k8s.io/v1");
        assertThat(CRD.path("kind").asText()).isEqualTo("CustomResourceDefinition");
        assertThat(CRD.at("/metadata/name").asText())
                .isEqualTo(spec.at("/names/plural").asText() + "."
                        + spec.path("group").asText());
        assertThat(spec.path("group").asText() + "/"
                        + spec.at("/versions/0/name").asText())
                .isEqualTo(PipelineExecution.API_VERSION);
        assertThat(spec.at("/names/kind").asText()).isEqualTo(PipelineExecution.KIND);
        assertThat(spec.at("/names/plural").asText()).isEqualTo("pipelineexecutions");
        assertThat(spec.at("/names/singular").asText()).isEqualTo("pipelineexecution");
        assertThat(spec.at("/names/listKind").asText()).isEqualTo("PipelineExecutionList");
        assertThat(spec.path("scope").asText()).isEqualTo("Namespaced");
        assertThat(spec.path("versions")).hasSize(1);
        assertThat(spec.at("/versions/0/served").asBoolean()).isTrue();
        assertThat(spec.at("/versions/0/storage").asBoolean()).isTrue();
        assertThat(spec.at("/versions/0").has("subresources")).isFalse();
    }

    @Test
    void its_schema_is_structural() {
        Set<String> visited = new TreeSet<>();
        walk("", SCHEMA, (place, schema) -> {
            visited.add(place);
            assertThat(schema.path("type").asText())
                    .as("type of " + place)
                    .isIn("object", "array", "string", "integer", "boolean");
            assertThat(ALLOWED).as(place).containsAll(() -> schema.fieldNames());
            assertThat(schema.has("items"))
                    .as(place)
                    .isEqualTo(schema.path("type").asText().equals("array"));
            schema.path("required")
                    .forEach(name -> assertThat(schema.path("properties").has(name.asText()))
                            .as("%s requires %s", place, name)
                            .isTrue());
        });
        assertThat(visited)
                .contains("", ".spec.trigger.user", ".status.environments[].status.time")
                .hasSizeGreaterThan(30);
        assertThat(SCHEMA.at("/properties/metadata")).isEqualTo(yaml("type: object"));
    }

    private static void walk(String place, JsonNode schema, BiConsumer<String, JsonNode> check) {
        check.accept(place, schema);
        schema.path("properties")
                .properties()
                .forEach(property -> walk(place + "." + property.getKey(), property.getValue(), check));
        if (schema.has("items")) {
            walk(place + "[]", schema.path("items"), check);
        }
    }

    /** In the subset of JSONPath that Kubernetes takes for columns. */
    @Test
    void its_columns_lead_to_fields_that_there_are() {
        JsonNode columns = CRD.at("/spec/versions/0/additionalPrinterColumns");
        assertThat(columns).hasSize(6);
        columns.forEach(column -> {
            assertThat(column.path("type").asText()).isIn("string", "integer", "number", "boolean", "date");
            String pointer = column.path("jsonPath")
                    .asText()
                    .substring(1)
                    .replaceAll("\\[\\?\\(@\\.type==\"[A-Za-z]+\"\\)]", "/items")
                    .replace('.', '/');
            JsonNode schema = SCHEMA;
            for (String step : pointer.split("/", -1)) {
                schema = step.equals("items")
                        ? schema.path("items")
                        : schema.path("properties").path(step);
            }
            assertThat(schema.path("type").asText()).as(column.toString()).isEqualTo("string");
            assertThat(column.path("type").asText().equals("date"))
                    .isEqualTo(schema.path("format").asText().equals("date-time"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/spec, ''",
        "/spec/pipelineRef, name",
        "/spec/pipelineRef/name, 7",
        "/spec/pipelineRef/name, ''",
        "/spec/params/0/value, 7",
        "/spec/params/0, name",
        "/status/conditions/0/status, Maybe",
        "/status/conditions/0/status, 'true'",
        "/status/conditions/0, type",
        "/status/conditions/0/lastTransitionTime, yesterday",
        "/status/environments/0/order, -1",
        "/status/environments/0/order, first",
        "/status/environments/0, name",
        "/status/environments/0/status, type",
        "/status/environments/0/status/time, now - 2",
    })
    void what_is_broken_is_rejected(String pointer, String value) {
        JsonNode resource = yaml("""
                apiVersion: gitops.weave.works/v1alpha1
                kind: PipelineExecution
                metadata: {name: x}
                spec: {params: [{name: a, value: b}], pipelineRef: {name: p}}
                status:
                  conditions: [{type: Succeeded, status: "True", lastTransitionTime: "2022-04-07T12:34:58Z"}]
                  environments: [{name: dev, order: 0, status: {type: Succeeded, time: "2022-04-07T12:34:58Z"}}]
                """);
        assertValid(resource);
        int last = pointer.lastIndexOf('/');
        JsonNode at = resource.at(pointer);
        if (at.isObject() && at.has(value)) {
            ((ObjectNode) at).remove(value);
        } else {
            ((ObjectNode) resource.at(pointer.substring(0, last)))
                    .set(pointer.substring(last + 1), ResourceJson.JSON.valueToTree(parsed(value)));
        }
        assertThat(COMPILED.validate(resource)).as(resource.toString()).isNotEmpty();
    }

    private static Object parsed(String value) {
        return value.matches("-?[0-9]+")
                ? Integer.valueOf(value)
                : value.equals("true") ? Map.of("is", List.of()) : value;
    }
}
