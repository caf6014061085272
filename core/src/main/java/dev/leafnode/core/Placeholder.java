package dev.leafnode.core;

import org.jspecify.annotations.Nullable;

/** Stands in until the module has classes of its own. */
public record Placeholder(@Nullable String text) {}
