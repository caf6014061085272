package dev.leafnode.orca.plugin;

import java.nio.file.Path;

/** What the build has made. */
final class PluginZip {

    private PluginZip() {}

    static Path path() {
        return Path.of(System.getProperty("leafnode.plugin.zip"));
    }
}
