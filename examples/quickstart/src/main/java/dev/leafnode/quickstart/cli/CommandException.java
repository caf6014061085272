package dev.leafnode.quickstart.cli;

/** The command cannot do what it was asked to; the message says why, in a line. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
