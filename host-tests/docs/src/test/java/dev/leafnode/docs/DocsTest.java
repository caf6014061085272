package dev.leafnode.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.Yaml;

/** What the pages show is what there is. */
class DocsTest {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern NAME = Pattern.compile("`(leafnode\\.[a-z0-9.-]*[a-z0-9])[^`]*`");
    private static final Pattern CURL = Pattern.compile("\\$BASE(/[^\"\\s?]*)(?:\\?([^\"\\s]*))?");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void every_block_is_in_a_language_that_is_looked_at_here() {
        for (Page page : Page.all()) {
            assertThat(page.blocks())
                    .extracting(Block::language)
                    .as(page.path().toString())
                    .isSubsetOf("bash", "groovy", "java", "json", "properties", "xml", "yaml");
        }
    }

    @Test
    void every_jar_of_ours_that_gradle_is_told_to_take_exists() throws Exception {
        String version =
                text(document(Files.readString(Page.ROOT.resolve("pom.xml"))).getDocumentElement(), "version");
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
                    .isSubsetOf(artifacts());
        }
    }

    @Test
    void every_java_is_part_of_a_source_that_is_compiled_and_tested() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("host-tests", "store-tck/src/test", "examples/custom-store/src")) {
            for (Path source : files(Page.ROOT.resolve(folder), ".java")) {
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
        String version =
                text(document(Files.readString(Page.ROOT.resolve("pom.xml"))).getDocumentElement(), "version");
        for (Block block : Page.blocks("xml")) {
            Document document = document("<all>" + block.text() + "</all>");
            for (String tag : List.of("dependency", "plugin")) {
                for (int i = 0; i < document.getElementsByTagName(tag).getLength(); i++) {
                    Element dependency =
                            (Element) document.getElementsByTagName(tag).item(i);
                    if (!text(dependency, "groupId").equals("dev.leafnode")) {
                        continue;
                    }
                    String artifact = text(dependency, "artifactId");
                    assertThat(artifacts()).as(block.place()).contains(artifact);
                    if (dependency.getElementsByTagName("version").getLength() > 0) {
                        assertThat(text(dependency, "version"))
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
        StringBuilder code = new StringBuilder();
        for (Path source : files(Page.ROOT, ".java").stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .toList()) {
            code.append(Files.readString(source));
        }
        String sources = code.toString();
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
    void every_call_is_described_with_all_its_parameters() throws IOException {
        JsonNode paths;
        try (InputStream in = resource("dev/leafnode/web/openapi.json")) {
            paths = json.readTree(in).get("paths");
        }
        int calls = 0;
        for (Block block : Page.blocks("bash")) {
            Matcher call = CURL.matcher(block.commands().stream()
                    .filter(command -> command.startsWith("curl"))
                    .filter(command -> command.contains("$BASE"))
                    .collect(joining("\n")));
            while (call.find()) {
                calls++;
                String path = call.group(1);
                JsonNode described = paths.properties().stream()
                        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(block.place() + ": no call is described for " + path));
                for (String parameter : parameters(call.group(2))) {
                    assertThat(described.toString())
                            .as("%s: %s of %s", block.place(), parameter, path)
                            .contains('"' + parameter + '"');
                }
            }
        }
        assertThat(calls).isPositive();
    }

    @Test
    void every_command_of_ours_and_every_profile_exists() throws IOException {
        String pom = Files.readString(Page.ROOT.resolve("pom.xml"));
        for (Block block : Page.blocks("bash")) {
            for (String command : block.commands()) {
                String program = command.replaceFirst(" .*", "");
                if (program.startsWith("./")) {
                    assertThat(Page.ROOT.resolve(program)).as(block.place()).isExecutable();
                }
                Matcher profile = Pattern.compile(" -P(\\w+)").matcher(command);
                while (profile.find()) {
                    assertThat(pom).as(block.place()).contains("<id>" + profile.group(1) + "</id>");
                }
            }
        }
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

    private static Set<String> artifacts() throws Exception {
        Set<String> artifacts = new TreeSet<>();
        for (Path pom : files(Page.ROOT, "pom.xml")) {
            Element project = document(Files.readString(pom)).getDocumentElement();
            for (int i = 0; i < project.getChildNodes().getLength(); i++) {
                if (project.getChildNodes().item(i).getNodeName().equals("artifactId")) {
                    artifacts.add(project.getChildNodes().item(i).getTextContent());
                }
            }
        }
        return artifacts;
    }

    private static List<String> parameters(String query) {
        return query == null
                ? List.of()
                : Pattern.compile("&")
                        .splitAsStream(query)
                        .map(parameter -> parameter.replaceFirst("=.*", ""))
                        .toList();
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    /** However it is formatted. */
    private static String withoutBlanks(String source) {
        return source.replaceAll("\\s+", "");
    }

    private static InputStream resource(String name) {
        InputStream in = DocsTest.class.getClassLoader().getResourceAsStream(name);
        assertThat(in).as(name).isNotNull();
        return in;
    }

    private static Document document(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String text(Element element, String tag) {
        return element.getElementsByTagName(tag).item(0).getTextContent();
    }
}
