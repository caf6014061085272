package dev.leafnode.store.tck;

import org.jspecify.annotations.Nullable;

/** What the kit itself makes a call throw: the store is down, or the engine's process died. */
final class Mishap extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Mishap(String message) {
        super(message);
    }

    static boolean isBehind(@Nullable Throwable thrown) {
        return thrown != null && (thrown instanceof Mishap || isBehind(thrown.getCause()));
    }
}
