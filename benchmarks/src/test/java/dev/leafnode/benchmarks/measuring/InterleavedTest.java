package dev.leafnode.benchmarks.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterleavedTest {

    private static final Effort EFFORT = new Effort(Duration.ZERO, 4, Duration.ZERO);

    @Test
    void the_sides_take_turns_and_each_is_first_as_often_as_the_other() throws Exception {
        List<String> turns = new ArrayList<>();
        new Interleaved(EFFORT).run(noting(turns, "a", 1), noting(turns, "b", 1));
        assertThat(turns).as("after the warm-up").containsExactly("a", "b", "a", "b", "b", "a", "a", "b", "b", "a");
    }

    @Test
    void a_ratio_is_the_median_of_the_ratios_of_the_rounds() throws Exception {
        long[] machine = {0};
        Side one = stopwatch -> stopwatch.note("one", 30 * (1 + machine[0] % 7));
        Side other = stopwatch -> stopwatch.note("other", 10 * (1 + machine[0]++ % 7));
        Measured measured = new Interleaved(EFFORT.withRounds(1)).run(one, other);
        assertThat(measured.ratio("one", "other").median()).isEqualTo(3);
    }

    @Test
    void a_difference_is_the_median_of_the_differences_of_the_rounds() {
        Measured measured = new Measured(List.of(
                Map.of("one", 30.0, "other", 10.0),
                Map.of("one", 1_031.0, "other", 1_010.0),
                Map.of("one", 2_000.0, "other", 0.0)));
        assertThat(measured.difference("one", "other").median()).isEqualTo(21);
    }

    @Test
    void what_the_warm_up_shows_does_not_count() throws Exception {
        long[] turns = {0};
        Measured measured =
                new Interleaved(EFFORT).run(stopwatch -> stopwatch.note("step", turns[0]++ == 0 ? 1_000_000 : 5));
        assertThat(measured.of("step")).isEqualTo(new Spread(5, 5, 5));
    }

    @Test
    void a_spread_is_the_middle_half() {
        assertThat(Spread.of(9, 1, 2, 3, 100)).isEqualTo(new Spread(3, 2, 9));
        assertThat(Spread.of(4, 2)).isEqualTo(new Spread(3, 2, 4));
    }

    @Test
    void a_step_takes_as_long_as_its_action() throws Exception {
        Measured measured = new Interleaved(EFFORT)
                .run(stopwatch -> stopwatch.time("step", () -> {
                    long end = System.nanoTime() + 2_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }));
        assertThat(measured.of("step").median()).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void a_step_that_was_not_measured_is_named() throws Exception {
        Measured measured = new Interleaved(EFFORT).run(stopwatch -> stopwatch.note("step", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured.of("other"))
                .withMessage("step other: expected one of [step], found none");
    }

    @Test
    void sides_that_come_to_different_results_end_the_run() {
        Check.same("rows", 1, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> Check.same("rows", 1, 2))
                .withMessage("rows: ours is 1, the yardstick's is 2");
    }

    private static Side noting(List<String> turns, String name, long value) {
        return stopwatch -> {
            turns.add(name);
            stopwatch.note(name, value);
        };
    }
}
