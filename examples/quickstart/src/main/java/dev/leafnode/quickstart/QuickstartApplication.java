package dev.leafnode.quickstart;

import dev.leafnode.quickstart.cli.QuickstartCommand;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import picocli.CommandLine;

/** The application, and its entry point: the command line decides how it is started. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class QuickstartApplication {

    public static void main(String[] args) {
        System.exit(new CommandLine(new QuickstartCommand(QuickstartApplication.class))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .execute(args));
    }

    /** Names may hold any character; the locale of a container often knows none beyond ASCII. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
