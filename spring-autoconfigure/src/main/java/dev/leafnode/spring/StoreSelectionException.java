package dev.leafnode.spring;

/** The application cannot start because Leafnode has no store that works; says what to do about it. */
final class StoreSelectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    StoreSelectionException(StoreSelection.Rejected rejected) {
        super(rejected.description());
        this.action = rejected.action();
    }

    StoreSelectionException(StoreSelection.Rejected rejected, Throwable cause) {
        super(rejected.description(), cause);
        this.action = rejected.action();
    }

    String action() {
        return action;
    }
}
