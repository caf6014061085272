package dev.leafnode.web.resource;

/**
 * Says that a text is no pipeline execution in any of its forms. The message names the place, such as {@code
 * status.environments[1].name}, what was expected there and what was found.
 */
public final class ResourceFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResourceFormatException(String message) {
        super(message);
    }

    ResourceFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
