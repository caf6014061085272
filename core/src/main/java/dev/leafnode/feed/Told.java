package dev.leafnode.feed;

import org.jspecify.annotations.Nullable;

/**
 * An event at its place in the feed.
 *
 * @param position grows by one from each entry of the log to the next
 * @param check tells entries apart that different logs have at the same position
 * @param event null for an entry that nobody can read
 */
record Told(long position, int check, @Nullable JudgmentEvent event) {}
