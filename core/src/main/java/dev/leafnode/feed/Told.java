package dev.leafnode.feed;

/**
 * An event at its place in the feed.
 *
 * @param position grows by one from each entry of the log to the next
 * @param check tells entries apart that different logs have at the same position
 */
record Told(long position, int check, JudgmentEvent event) {}
