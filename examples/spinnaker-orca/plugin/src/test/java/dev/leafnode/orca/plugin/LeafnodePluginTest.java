package dev.leafnode.orca.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pf4j.PluginClassLoader;
import org.springframework.util.ClassUtils;

/** The zip in the directory of plugins of an application like Orca, loaded by kork itself. */
class LeafnodePluginTest {

    private static final String LOADED = "spinnaker.extensibility.plugins.dev.leafnode.orca.enabled=true";
    private static final String ON = "spinnaker.manual-judgment-navigation=true";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path plugins;

    @TempDir
    Path noPlugins;

    private final Chain chain = new Chain();

    @BeforeEach
    void put() throws IOException {
        Files.copy(PluginZip.path(), plugins.resolve("leafnode-orca-plugin.zip"));
    }

    @Test
    void a_judgment_shows_on_the_stage_that_waits_for_it_until_it_is_decided() throws IOException {
        try (Orca orca = new Orca(plugins, LOADED, ON)) {
            showsAndIsTakenBack(orca);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void both_versions_of_the_plugin_framework_will_do(String version) throws IOException {
        try (Orca orca = new Orca(plugins, LOADED, ON, "spinnaker.extensibility.framework.version=" + version)) {
            showsAndIsTakenBack(orca);
        }
    }

    @Test
    void without_the_flag_orca_is_as_it_was() {
        try (Orca with = new Orca(plugins, LOADED);
                Orca without = new Orca(noPlugins)) {
            isUntouched(with, without);
        }
    }

    @Test
    void a_plugin_that_is_not_enabled_does_nothing() {
        try (Orca with = new Orca(plugins, ON);
                Orca without = new Orca(noPlugins)) {
            isUntouched(with, without);
        }
    }

    @Test
    void orca_gets_three_beans_and_each_class_is_the_zips() {
        try (Orca orca = new Orca(plugins, LOADED, ON)) {
            assertThat(orca.ownBeans())
                    .containsExactlyInAnyOrder("leafnodeContext", "leafnodeOrcaEvents", "leafnodeOthersAdvice");
            assertThat(orca.ownBeans())
                    .extracting(name -> orca.bean(name).getClass().getClassLoader())
                    .allSatisfy(loader -> assertThat(loader).isInstanceOf(PluginClassLoader.class));
            assertThat(ClassUtils.isPresent(
                            "dev.leafnode.orca.OrcaEvents", getClass().getClassLoader()))
                    .as("Leafnode on Orca's class path")
                    .isFalse();
        }
    }

    @Test
    void judgments_are_kept_in_orcas_database_and_counted_in_its_registry() {
        try (Orca orca = new Orca(plugins, LOADED, ON)) {
            assertThat(orca.ownTables()).contains("leafnode_judgment", "leafnode_schema_history");
            assertThat(orca.ownMeters())
                    .contains(
                            "leafnode.orca.events.failures",
                            "leafnode.orca.others.failures",
                            "leafnode.reconcile.passes");
        }
    }

    @Test
    void in_memory_judgments_need_no_table() throws IOException {
        try (Orca orca = new Orca(plugins, LOADED, ON, "leafnode.store=memory")) {
            showsAndIsTakenBack(orca);
            assertThat(orca.ownTables()).isEmpty();
        }
    }

    @Test
    void orcas_listeners_hear_of_no_context_but_orcas() {
        Orca orca = new Orca(plugins, LOADED, ON);
        List<String> told = orca.contextsToldOf();
        orca.close();

        assertThat(told)
                .isNotEmpty()
                .noneMatch(event -> event.endsWith("Leafnode"))
                .filteredOn(event -> event.startsWith("ContextRefreshedEvent"))
                .hasSize(1);
    }

    @Test
    void no_thread_outlives_orca() {
        Orca orca = new Orca(plugins, LOADED, ON);
        chain.start(orca);
        assertThat(ownThreads()).isNotEmpty();

        orca.close();

        assertThat(ownThreads()).isEmpty();
    }

    private void showsAndIsTakenBack(Orca orca) throws IOException {
        chain.start(orca);

        JsonNode link = JSON.valueToTree(Map.of(
                "leafnodePipelineExecutionId", "LEAF",
                "leafnodePipelineApplicationName", "A2",
                "leafnodeApplicationName", "A2"));
        assertThat(others(orca, "PARENT")).isEqualTo(link);
        assertThat(others(orca, "LEAF")).isEqualTo(JSON.createObjectNode());

        chain.decide(orca);

        assertThat(others(orca, "PARENT")).isEqualTo(JSON.createObjectNode());
    }

    private void isUntouched(Orca with, Orca without) {
        chain.start(with);
        chain.start(without);

        assertThat(with.get("PARENT")).contains("WAITING").isEqualTo(without.get("PARENT"));
        assertThat(with.ownBeans()).isEmpty();
        assertThat(with.ownTables()).isEmpty();
        assertThat(with.ownMeters()).isEmpty();
        assertThat(ownThreads()).isEmpty();
    }

    private static JsonNode others(Orca orca, String executionId) throws IOException {
        return JSON.readTree(orca.get(executionId)).at("/stages/0/others");
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("leafnode"))
                .toList();
    }
}
