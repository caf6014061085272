package dev.leafnode.quickstart.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version as the build recorded it in the jar. */
final class Version implements IVersionProvider {

    private static final String RECORD = "/META-INF/maven/dev.leafnode/leafnode-quickstart/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RECORD)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[] {"Leafnode quickstart " + properties.getProperty("version", "(not built as a jar)")};
    }
}
