package dev.leafnode.spring.autoconfigure;

/** Stands in until the module has classes of its own. */
record Placeholder(String text) {}
