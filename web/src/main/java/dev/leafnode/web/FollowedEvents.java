package dev.leafnode.web;

import java.util.Optional;

/** What a reader follows. Nothing waits in here: who has something calls the stream. */
interface FollowedEvents extends AutoCloseable {

    /** The next event; empty if there is none now. */
    Optional<ServerSentEvent> next();

    /** An id of the place behind the last event; empty if there is none. */
    Optional<String> id();

    /** Asks again what the reader may see. */
    void renew();

    @Override
    void close();
}
