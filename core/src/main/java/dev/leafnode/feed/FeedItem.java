package dev.leafnode.feed;

/** What a {@link FeedCursor} finds. */
public sealed interface FeedItem {

    /** The cursor stands at the end of the feed: what is read from the store from now on is not older than that. */
    record Ready() implements FeedItem {}

    /** The next event. */
    record Event(JudgmentEvent event) implements FeedItem {}

    /**
     * The place from which the cursor was to go on is not known; it stands at the end of the feed instead, like after
     * {@link Ready}.
     *
     * @param reason why not
     */
    record Reset(String reason) implements FeedItem {}

    /**
     * The cursor was read too slowly. There is nothing more.
     *
     * @param reason how slowly
     */
    record Dropped(String reason) implements FeedItem {}
}
