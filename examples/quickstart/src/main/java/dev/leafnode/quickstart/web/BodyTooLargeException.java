package dev.leafnode.quickstart.web;

import org.springframework.util.unit.DataSize;

/** The body of a request is larger than this application reads. */
final class BodyTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(DataSize limit) {
        super("body: expected at most %d bytes, got more".formatted(limit.toBytes()));
    }
}
