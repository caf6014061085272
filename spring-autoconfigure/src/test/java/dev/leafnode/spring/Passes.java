package dev.leafnode.spring;

import static org.awaitility.Awaitility.await;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** Passes of an application's reconciler, of which the schedule may make one at the same time. */
final class Passes {

    /** More than a lease lives on that could not be given back to a server that was killed. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Passes() {}

    /** Makes one whole pass from now on. */
    static Repairs make(ApplicationContext context) {
        return await().atMost(PATIENCE)
                .until(() -> context.getBean(Reconciler.class).reconcile(), Optional::isPresent)
                .orElseThrow();
    }
}
