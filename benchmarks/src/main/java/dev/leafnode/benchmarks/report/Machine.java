package dev.leafnode.benchmarks.report;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run was made on. */
public final class Machine {

    private Machine() {}

    /** Names and values, in the order in which they are told. */
    public static Map<String, String> describe(boolean isQuick, String pinning, Map<String, String> servers) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put(
                "measured at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        described.put("effort", isQuick ? "quick" : "full");
        described.put(
                "system",
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        described.put("processors", pinning);
        described.put(
                "JVM",
                "%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.runtime.version")));
        described.put(
                "JVM flags",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        described.putAll(servers);
        return described;
    }
}
