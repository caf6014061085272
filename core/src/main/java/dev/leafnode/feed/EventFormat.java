package dev.leafnode.feed;

/** How an event is written in an {@link EventLog}. What is written is read again as it was, to the millisecond. */
public interface EventFormat {

    String write(JudgmentEvent event);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws RuntimeException if the text is none of that; its message says where
     */
    JudgmentEvent read(String text);
}
