package dev.leafnode.quickstart;

import dev.leafnode.quickstart.cli.QuickstartCommand;
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
                .execute(args));
    }
}
