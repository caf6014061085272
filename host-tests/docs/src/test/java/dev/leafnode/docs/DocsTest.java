package dev.leafnode.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leafnode.repository.Repairs;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.yaml.snakeyaml.Yaml;

/** What the pages show is what there is. */
class DocsTest {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern NAME = Pattern.compile("`(leafnode\\.[a-z0-9.-]*[a-z0-9])[^`]*`");
    private static final Pattern ATTRIBUTE = Pattern.compile("\"(leafnode[A-Z]\\w*)\"");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void every_block_is_in_a_language_that_is_looked_at_here() {
        for (Page page : Page.all()) {
            assertThat(page.blocks())
                    .extracting(Block::language)
                    .as(page.path().toString())
                    .isSubsetOf("bash", "groovy", "java", "json", "properties", "text", "xml", "yaml");
        }
    }

    @Test
    void every_jar_of_ours_that_gradle_is_told_to_take_exists() throws Exception {
        String version = Pom.root().version();
        Pattern jars = Pattern.compile(
                "\\[([^]]*)]\\.each \\{\\s*runtimeOnly\\(\"dev\\.leafnode:leafnode-\\$it:([^\"]+)\"\\)");
        for (Block block : Page.blocks("groovy")) {
            Matcher ours = jars.matcher(block.text());
            assertThat(ours.find()).as(block.place()).isTrue();
            assertThat(ours.group(2)).as(block.place()).isEqualTo(version);
            assertThat(Pattern.compile(",")
                            .splitAsStream(ours.group(1))
                            .map(name -> "leafnode-" + name.replaceAll("[\"\\s]", "")))
                    .as(block.place())
                    .isSubsetOf(Pom.artifacts());
        }
    }

    @Test
    void every_java_is_part_of_a_source_that_is_compiled_and_tested() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("host-tests", "store-tck/src/test", "examples/custom-store/src")) {
            for (Path source : Page.files(folder, ".java")) {
                sources.add(withoutBlanks(Files.readString(source)));
            }
        }
        assertThat(Page.blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources)
                        .as(block.place())
                        .anyMatch(source -> source.contains(withoutBlanks(block.text()))));
    }

    @Test
    void every_dependency_is_one_of_ours_in_this_version() throws Exception {
        String version = Pom.root().version();
        for (Block block : Page.blocks("xml")) {
            Document document = Pom.document("<all>" + block.text() + "</all>");
            for (String tag : List.of("dependency", "plugin")) {
                for (int i = 0; i < document.getElementsByTagName(tag).getLength(); i++) {
                    Element dependency =
                            (Element) document.getElementsByTagName(tag).item(i);
                    if (!Pom.text(dependency, "groupId").equals("dev.leafnode")) {
                        continue;
                    }
                    String artifact = Pom.text(dependency, "artifactId");
                    assertThat(Pom.artifacts()).as(block.place()).contains(artifact);
                    if (dependency.getElementsByTagName("version").getLength() > 0) {
                        assertThat(Pom.text(dependency, "version"))
                                .as(block.place())
                                .isEqualTo(version);
                    }
                }
            }
        }
    }

    @Test
    void every_property_that_is_set_exists() throws IOException {
        Set<String> known = properties();
        for (Block block : Page.blocks("properties", "yaml")) {
            assertThat(leafnodeKeys(block)).as(block.place()).isSubsetOf(known);
        }
    }

    @Test
    void every_property_and_every_meter_that_is_named_exists() throws IOException {
        Set<String> known = properties();
        String sources = sources();
        for (Page page : Page.all()) {
            Matcher name = NAME.matcher(page.prose());
            while (name.find()) {
                String named = name.group(1);
                assertThat(known.stream()
                                        .anyMatch(
                                                property -> property.equals(named) || property.startsWith(named + "."))
                                || sources.contains('"' + named.replaceFirst("^leafnode\\.orca\\.", "") + '"'))
                        .as("%s: %s is a property or a meter", page.path(), named)
                        .isTrue();
            }
        }
    }

    @Test
    void what_is_printed_or_logged_is_what_a_source_prints_or_logs() throws IOException {
        String repairs = new Repairs(3, 1, 6, 0, 0).toString();
        String sources = sources();
        for (Block block : Page.blocks("text")) {
            String first = block.text().lines().findFirst().orElseThrow();
            boolean isDrawn = first.contains("─");
            assertThat(isDrawn || sources.contains('"' + first.replace(repairs, "{}") + '"'))
                    .as(block.place())
                    .isTrue();
        }
    }

    @Test
    void every_attribute_that_is_shown_exists() throws IOException {
        String sources = sources();
        for (Block block : Page.blocks("json", "text")) {
            Matcher attribute = ATTRIBUTE.matcher(block.text());
            while (attribute.find()) {
                assertThat(sources.contains(attribute.group()))
                        .as("%s: %s", block.place(), attribute.group())
                        .isTrue();
            }
        }
    }

    @Test
    void every_json_and_every_yaml_can_be_read() {
        assertThat(Page.blocks("json"))
                .allSatisfy(block -> assertThat(
                                json.readTree(block.text().startsWith("\"") ? "{" + block.text() + "}" : block.text()))
                        .as(block.place())
                        .isNotEmpty());
        assertThat(Page.blocks("yaml"))
                .allSatisfy(block -> assertThat(new Yaml().<Object>load(block.text()))
                        .as(block.place())
                        .isInstanceOf(Map.class));
    }

    @Test
    void every_link_inside_the_repository_leads_somewhere() {
        for (Page page : Page.all()) {
            Matcher link = LINK.matcher(page.prose());
            while (link.find()) {
                if (link.group(1).contains(":")) {
                    continue;
                }
                Path target = link.group(1).isEmpty()
                        ? page.path()
                        : Path.of("/")
                                .resolve(page.path())
                                .resolveSibling(link.group(1))
                                .normalize();
                Path there =
                        Page.ROOT.resolve(Path.of("/").relativize(Path.of("/").resolve(target)));
                assertThat(there)
                        .as("%s links to %s", page.path(), link.group())
                        .exists();
                if (link.group(2) != null) {
                    assertThat(Page.all().stream()
                                    .filter(other ->
                                            Page.ROOT.resolve(other.path()).equals(there))
                                    .flatMap(other -> other.anchors().stream()))
                            .as("%s links to %s", page.path(), link.group())
                            .contains(link.group(2));
                }
            }
        }
    }

    /** What is shipped, in one text. */
    private static String sources() throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path source : Page.files("", ".java")) {
            if (source.toString().contains("/src/main/")) {
                code.append(Files.readString(source));
            }
        }
        return code.toString();
    }

    private static Set<String> leafnodeKeys(Block block) throws IOException {
        Set<String> keys = new TreeSet<>();
        if (block.is("properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(block.text()));
            keys.addAll(properties.stringPropertyNames());
        } else {
            collect("", new Yaml().load(block.text()), keys);
        }
        keys.removeIf(key -> !key.startsWith("leafnode."));
        return keys;
    }

    private static void collect(String prefix, Object value, Set<String> keys) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) -> collect(prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key, inner, keys));
        } else {
            keys.add(prefix);
        }
    }

    private Set<String> properties() throws IOException {
        Set<String> names = new TreeSet<>();
        for (URL file : Collections.list(DocsTest.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = file.openStream()) {
                json.readTree(in)
                        .get("properties")
                        .forEach(property -> names.add(property.get("name").asText()));
            }
        }
        return names;
    }

    /** However it is formatted. */
    private static String withoutBlanks(String source) {
        return source.replaceAll("\\s+", "");
    }
}
