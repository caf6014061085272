package dev.leafnode.quickstart.page;

import dev.leafnode.quickstart.RunningApplication;
import java.time.Duration;
import java.util.List;

/** What an afternoon may look like. */
final class Scenery {

    /** The id of a leaf that gives up soon. */
    static final String SOON = "ledger-migration";

    private Scenery() {}

    static void store(RunningApplication application) {
        new Waiting(application, "Roll out to all regions?")
                .in("platform", "quarterly-upgrade", "Upgrade the clusters")
                .in("clusters", "upgrade-fleet", "Europe")
                .in("clusters-eu", "upgrade-region", "Frankfurt")
                .in("clusters-eu", "upgrade-zone", "Move the workloads")
                .in("ingress", "switch-traffic")
                .since(Duration.ofMinutes(317))
                .with(
                        "instructions",
                        "The canary has taken 5 % of the traffic since noon. Compare its error rate with the dashboard before you go on.")
                .store();
        new Waiting(application, "Go on?")
                .in("shop", "release", "Deploy to America")
                .in("shop-us", "deploy")
                .since(Duration.ofMinutes(192))
                .with("instructions", "Look at the canary first.")
                .store();
        new Waiting(application, "Choose the window")
                .in("billing", "month-end", "Move the ledger")
                .in("ledger", "migrate")
                .withId(SOON)
                .since(Duration.ofMinutes(71))
                .with("stageTimeoutMs", Duration.ofMinutes(121).toMillis())
                .with(
                        "instructions",
                        "The dry run took 41 minutes and touched 2.3 million rows.\nInvoices are read-only meanwhile.")
                .with("requiredJudgmentRoles", List.of("billing-oncall", "dba"))
                .withInputs("Tonight 02:00", "Saturday 06:00", "Not this month")
                .store();
        new Waiting(application, "Go on?")
                .in("shop", "release", "Deploy to Europe")
                .in("shop-eu", "deploy")
                .since(Duration.ofMinutes(38))
                .with("instructions", "Look at the canary first.")
                .store();
        new Waiting(application, "Publish the notes?")
                .in("docs", "publish")
                .since(Duration.ofMinutes(4))
                .store();
    }
}
