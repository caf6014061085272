package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.navigation.Reconciler;
import org.junit.jupiter.api.Test;

class LazyHostTest {

    private static final String LAZY = "spring.main.lazy-initialization=true";

    @Test
    void what_no_event_told_is_found_at_the_start_although_nobody_asks_for_a_bean() {
        String database = Host.newDatabase();
        try (Host engine = Host.start(Host.ON, database)) {
            await().until(() -> engine.bean(Reconciler.class).passes() > 0);
            Tree.save(engine.context());
        }

        try (Host lazy = Host.start(Host.ON, LAZY, database)) {
            String open = "select count(*) from leafnode_judgment";
            await().untilAsserted(() -> assertThat(lazy.jdbc().queryForObject(open, Integer.class))
                    .isEqualTo(1));
            Tree.assertShownUntilItIsOver(lazy.context());
        }
    }

    @Test
    void an_event_is_heard_by_beans_that_are_made_when_they_are_asked_for() {
        try (Host lazy = Host.start(Host.ON, LAZY, Host.newDatabase())) {
            Tree.open(lazy.context());
            Tree.assertShownUntilItIsOver(lazy.context());
        }
    }
}
