package dev.leafnode.web;

import java.util.Locale;

/** The two ways a judgment can go, by the names that Orca's {@code judgmentStatus} has for them. */
public enum Verdict {
    CONTINUE,
    STOP;

    /** The name as it stands in JSON. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
