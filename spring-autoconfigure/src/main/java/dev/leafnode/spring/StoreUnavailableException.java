package dev.leafnode.spring;

import org.jspecify.annotations.Nullable;

/** The store was not waited for any longer, or not asked at all. The call may still take effect in the first case. */
final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message) {
        super(message);
    }

    StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
