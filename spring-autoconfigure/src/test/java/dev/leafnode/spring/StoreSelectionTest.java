package dev.leafnode.spring;

import static dev.leafnode.spring.StoreType.MEMORY;
import static dev.leafnode.spring.StoreType.REDIS;
import static dev.leafnode.spring.StoreType.SQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.spring.StoreSelection.Rejected;
import dev.leafnode.spring.StoreSelection.Selected;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreSelectionTest {

    private static final List<StoreType> TWO = List.of(SQL, REDIS);

    @Test
    void the_only_store_present_is_selected() {
        assertThat(StoreSelection.of(null, List.of(SQL))).isEqualTo(new Selected(SQL));
    }

    @Test
    void the_store_asked_for_is_selected_among_several() {
        assertThat(StoreSelection.of(SQL, TWO)).isEqualTo(new Selected(SQL));
    }

    @Test
    void memory_is_selected_when_asked_for_whatever_is_present() {
        assertThat(StoreSelection.of(MEMORY, List.of())).isEqualTo(new Selected(MEMORY));
        assertThat(StoreSelection.of(MEMORY, List.of(SQL))).isEqualTo(new Selected(MEMORY));
    }

    @Test
    void no_store_present_is_rejected_with_the_ways_to_get_one() {
        assertThat(StoreSelection.of(null, List.of()))
                .isEqualTo(new Rejected(
                        "Leafnode is enabled, but it has no store: none of its store modules is on the class path.",
                        "Add the dependency dev.leafnode:leafnode-store-sql or dev.leafnode:leafnode-store-redis,"
                                + " or define a JudgmentRepository bean,"
                                + " or set leafnode.store=memory to keep judgments in memory only."));
    }

    @Test
    void several_stores_without_a_choice_are_rejected_with_the_choices() {
        assertThat(StoreSelection.of(null, TWO))
                .isEqualTo(new Rejected(
                        "Leafnode is enabled, but it cannot choose between the stores on the class path:"
                                + " dev.leafnode:leafnode-store-sql, dev.leafnode:leafnode-store-redis.",
                        "Choose one with leafnode.store=sql or leafnode.store=redis, or remove the others."));
    }

    @Test
    void a_store_that_is_not_present_is_rejected_with_the_dependency_to_add() {
        assertThat(StoreSelection.of(SQL, List.of()))
                .isEqualTo(new Rejected(
                        "leafnode.store=sql is set, but dev.leafnode:leafnode-store-sql is not on the class path.",
                        "Add the dependency dev.leafnode:leafnode-store-sql, or choose another store."));
    }
}
