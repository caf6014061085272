package dev.leafnode.repository;

/** Where a human is awaited, as a filter of executions. */
public enum Awaiting {
    /** The execution itself holds an open judgment. */
    OWN,
    /** A judgment below shows on one of the execution's stages. */
    BELOW,
    /** Either. */
    ANY
}
