package dev.leafnode.json;

/** Stands in until the module has classes of its own. */
record Placeholder(String text) {}
