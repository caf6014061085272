package dev.leafnode.quickstart.kills;

import dev.leafnode.quickstart.QuickstartApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;

/** The engine without its command line, in a process of its own. */
final class EngineMain {

    private EngineMain() {}

    /** The first argument is the file that the port is written to as soon as the engine serves. */
    public static void main(String[] arguments) throws IOException {
        String[] properties = Arrays.copyOfRange(arguments, 1, arguments.length);
        var context = SpringApplication.run(QuickstartApplication.class, properties);
        Path file = Path.of(arguments[0]);
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, context.getEnvironment().getRequiredProperty("local.server.port"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
