package dev.leafnode.quickstart.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock of whole milliseconds that never shows the same twice and never goes back, so that two attempts of a stage
 * never have the same start time, however fast they follow each other.
 */
final class StrictClock implements InstantSource {

    private final InstantSource source;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    StrictClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant instant() {
        long now = source.millis();
        return Instant.ofEpochMilli(last.updateAndGet(before -> Math.max(before + 1, now)));
    }
}
