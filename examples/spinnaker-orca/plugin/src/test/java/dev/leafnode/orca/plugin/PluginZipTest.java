package dev.leafnode.orca.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class PluginZipTest {

    @Test
    void holds_what_orca_does_not_have_and_nothing_that_it_has() throws IOException {
        try (ZipFile zip = new ZipFile(PluginZip.path().toFile())) {
            assertThat(libraries(zip))
                    .containsExactlyInAnyOrder(
                            "failsafe-3.3.2.jar",
                            "flyway-core-8.5.13.jar",
                            "leafnode-core-0.1.0-SNAPSHOT.jar",
                            "leafnode-json-0.1.0-SNAPSHOT.jar",
                            "leafnode-orca-0.1.0-SNAPSHOT.jar",
                            "leafnode-spring-autoconfigure-0.1.0-SNAPSHOT.jar",
                            "leafnode-store-sql-0.1.0-SNAPSHOT.jar",
                            "spring-data-commons-2.7.18.jar",
                            "spring-data-jdbc-2.4.18.jar",
                            "spring-data-relational-2.4.18.jar");
        }
    }

    @Test
    void says_what_it_is_where_the_loader_of_plugins_looks() throws IOException {
        try (ZipFile zip = new ZipFile(PluginZip.path().toFile());
                InputStream manifest = zip.getInputStream(zip.getEntry("classes/META-INF/MANIFEST.MF"))) {
            Map<String, String> attributes = new HashMap<>();
            new Manifest(manifest)
                    .getMainAttributes()
                    .forEach((name, value) -> attributes.put(name.toString(), value.toString()));

            assertThat(attributes)
                    .contains(
                            entry("Plugin-Id", "dev.leafnode.orca"),
                            entry("Plugin-Class", "dev.leafnode.orca.plugin.LeafnodePlugin"),
                            entry("Plugin-Version", "0.1.0-SNAPSHOT"),
                            entry("Plugin-Requires", "orca>=8.0.0"),
                            entry("Plugin-Unsafe", "false"))
                    .containsKeys("Plugin-Provider", "Plugin-Description", "Plugin-License");
            assertThat(zip.getEntry("classes/dev/leafnode/orca/plugin/LeafnodePlugin.class"))
                    .isNotNull();
        }
    }

    private static List<String> libraries(ZipFile zip) {
        return zip.stream()
                .filter(file -> file.getName().startsWith("lib/") && !file.isDirectory())
                .map(file -> Path.of(file.getName()).getFileName().toString())
                .toList();
    }
}
