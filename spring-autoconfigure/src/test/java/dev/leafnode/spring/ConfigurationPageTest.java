package dev.leafnode.spring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The page of all properties is made from what editors know of them; {@code -Dleafnode.docs.write=true} makes it anew. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            Every property of Leafnode with its type and its default. Durations are written `500ms`, `1s`, `12h` or `3d`. All of
            them are read once, when the application starts, and a value that cannot be ends the start and says what can.

            This page is made from the metadata that editors read (`META-INF/spring-configuration-metadata.json` in
            `leafnode-spring-autoconfigure`); a test compares the two.
            """;

    private static final Map<String, String> SECTIONS = new TreeMap<>(Map.of(
            "leafnode", "Navigation",
            "leafnode.metrics", "Metrics",
            "leafnode.reconcile", "Reconciliation",
            "leafnode.redis", "The Redis store",
            "leafnode.sql", "The SQL store",
            "leafnode.web", "The REST interface and the page",
            "management.endpoint.leafnode", "The endpoint of Spring Boot's Actuator",
            "spinnaker", "Aliases"));

    private final JsonNode metadata;

    ConfigurationPageTest() throws IOException {
        try (InputStream in =
                LeafnodeProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new ObjectMapper().readTree(in);
        }
    }

    @Test
    void the_page_of_the_properties_is_what_the_metadata_say() throws IOException {
        if (Boolean.getBoolean("leafnode.docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    private String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        SECTIONS.forEach((prefix, title) -> page.append("\n## ")
                .append(title)
                .append("\n\n| property | type | default | meaning |\n|---|---|---|---|\n")
                .append(properties(prefix).map(this::row).collect(joining())));
        return page.toString();
    }

    /** Those of a section, and of the sections inside it that have no title. */
    private Stream<JsonNode> properties(String prefix) {
        return stream(metadata.get("properties"))
                .filter(property -> !property.path("deprecated").asBoolean())
                .filter(property -> section(property.get("name").asText()).equals(prefix))
                .sorted(Comparator.comparing(property -> property.get("name").asText()));
    }

    private static String section(String name) {
        return SECTIONS.keySet().stream()
                .filter(prefix -> name.startsWith(prefix + "."))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private String row(JsonNode property) {
        String name = property.get("name").asText();
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        type(property),
                        defaultOf(property),
                        property.get("description").asText() + values(name));
    }

    private static String type(JsonNode property) {
        String type = property.get("type").asText();
        String item = type.replaceAll(".*<|>.*", "");
        String simple = item.substring(Math.max(item.lastIndexOf('.'), item.lastIndexOf('$')) + 1);
        String plain = switch (simple) {
            case "Boolean" -> "true or false";
            case "DataSize" -> "size";
            case "Access", "LeafState", "SchemaMode", "StoreType" -> "choice";
            case "String" -> "text";
            default -> simple.toLowerCase(java.util.Locale.ROOT);
        };
        return type.contains("<") ? "list of " + plain + "s" : plain;
    }

    private static String defaultOf(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        if (value.isMissingNode()) {
            return "–";
        }
        return "`%s`"
                .formatted(
                        value.isArray() ? stream(value).map(JsonNode::asText).collect(joining(", ")) : value.asText());
    }

    private String values(String name) {
        List<String> described = stream(metadata.get("hints"))
                .filter(hint -> hint.get("name").asText().equals(name))
                .flatMap(hint -> stream(hint.get("values")))
                .filter(value -> value.has("description"))
                .map(value -> "<br>`%s`: %s"
                        .formatted(
                                value.get("value").asText(),
                                value.get("description").asText()))
                .toList();
        return String.join("", described);
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
