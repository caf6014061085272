package dev.leafnode.benchmarks.measuring;

import java.time.Duration;

/**
 * How long to measure one thing.
 *
 * @param warmUp how long, at least, nothing counts
 * @param rounds how many rounds count
 * @param round how long each side has its turn in a round, which is at least once
 */
public record Effort(Duration warmUp, int rounds, Duration round) {

    public Effort {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds: expected at least 1, got %d".formatted(rounds));
        }
    }

    public Effort withRounds(int newRounds) {
        return new Effort(warmUp, newRounds, round);
    }

    public Effort withRound(Duration newRound) {
        return new Effort(warmUp, rounds, newRound);
    }

    public Effort withWarmUp(Duration newWarmUp) {
        return new Effort(newWarmUp, rounds, round);
    }
}
