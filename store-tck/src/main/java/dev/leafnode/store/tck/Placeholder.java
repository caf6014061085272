package dev.leafnode.store.tck;

/** Stands in until the module has classes of its own. */
record Placeholder(String text) {}
