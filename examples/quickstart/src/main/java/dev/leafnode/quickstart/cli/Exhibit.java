package dev.leafnode.quickstart.cli;

import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A tree to show.
 *
 * @param title what it shows
 * @param look reads it as it is now
 * @param isReady whether everybody is awaited who is to be
 */
record Exhibit(String title, Supplier<Tree> look, Predicate<Tree> isReady) {}
