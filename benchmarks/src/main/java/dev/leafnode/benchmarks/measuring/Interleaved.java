package dev.leafnode.benchmarks.measuring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs several sides in turn, in many short rounds, so that whatever the machine does besides happens to all of them. The
 * side that goes first changes from round to round. Rounds before the first that counts warm up.
 */
public final class Interleaved {

    private final Effort effort;

    public Interleaved(Effort effort) {
        this.effort = effort;
    }

    /** Measures; the steps of all sides must have different names. */
    public Measured run(Side... sides) throws Exception {
        long warm = System.nanoTime() + effort.warmUp().toNanos();
        do {
            for (Side side : sides) {
                round(side);
            }
        } while (System.nanoTime() < warm);
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (int round = 0; round < effort.rounds(); round++) {
            Map<String, Double> medians = new LinkedHashMap<>();
            for (int i = 0; i < sides.length; i++) {
                medians.putAll(round(sides[(round + i) % sides.length]));
            }
            rounds.add(medians);
        }
        return new Measured(rounds);
    }

    private Map<String, Double> round(Side side) throws Exception {
        Stopwatch stopwatch = new Stopwatch();
        long end = System.nanoTime() + effort.round().toNanos();
        do {
            side.turn(stopwatch);
        } while (System.nanoTime() < end);
        return stopwatch.medians();
    }
}
