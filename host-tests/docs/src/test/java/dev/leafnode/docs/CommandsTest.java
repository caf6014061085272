package dev.leafnode.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages tell to type is there. */
class CommandsTest {

    private static final Pattern CURL = Pattern.compile("\\$BASE(/[^\"\\s?]*)(?:\\?([^\"\\s]*))?");
    private static final Pattern TESTS = Pattern.compile("-Dtest='?([\\w.*,]+)");

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
    void every_test_that_a_command_names_exists() throws IOException {
        List<String> classes = Page.files("", ".java").stream()
                .map(file -> file.toString().replaceFirst("\\.java$", ""))
                .filter(file -> file.contains("/src/test/java/"))
                .map(file -> file.replaceFirst(".*/src/test/java/", "").replace('/', '.'))
                .toList();
        for (Page page : Page.all()) {
            Matcher tests = TESTS.matcher(page.text());
            while (tests.find()) {
                for (String name : tests.group(1).split(",", -1)) {
                    String expression = "(.*\\.)?" + name.replace(".", "\\.").replace("*", ".*");
                    assertThat(classes.stream().anyMatch(type -> type.matches(expression)))
                            .as("%s: the tests %s", page.path(), name)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void every_call_is_described_with_all_its_parameters() throws IOException {
        JsonNode paths;
        try (InputStream in = CommandsTest.class.getResourceAsStream("/dev/leafnode/web/openapi.json")) {
            paths = new ObjectMapper().readTree(in).get("paths");
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

    private static List<String> parameters(String query) {
        return query == null
                ? List.of()
                : Pattern.compile("&")
                        .splitAsStream(query)
                        .map(parameter -> parameter.replaceFirst("=.*", ""))
                        .toList();
    }
}
