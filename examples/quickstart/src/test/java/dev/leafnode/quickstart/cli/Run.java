package dev.leafnode.quickstart.cli;

import dev.leafnode.quickstart.QuickstartApplication;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a run of the command said.
 *
 * @param status its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Run(int status, String out, String err) {

    static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new QuickstartCommand(QuickstartApplication.class))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
