package dev.leafnode.orca.engine;

import com.netflix.spinnaker.q.Message;

/** A message that an instance was given, for the {@code attempt}th time; the first is 1. */
public record Delivery(Message message, int attempt) {

    public boolean isRedelivery() {
        return attempt > 1;
    }
}
