package dev.leafnode.store.tck;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random walks; the seed is fixed, and every failure names it. */
abstract class RandomScenarios extends Contract {

    private static final int STEPS = 120;

    RandomScenarios(Kit kit) {
        super(kit);
    }

    @Test
    void a_random_walk_shows_what_the_oracle_says() {
        walk(1);
    }

    @Test
    @Tag("heavy")
    void another_random_walk_shows_what_the_oracle_says() {
        walk(20);
    }

    @Test
    @Tag("heavy")
    void a_third_random_walk_shows_what_the_oracle_says() {
        walk(300);
    }

    private void walk(long seed) {
        new RandomWalk(world("random walk with seed " + seed), seed).take(STEPS);
    }
}
