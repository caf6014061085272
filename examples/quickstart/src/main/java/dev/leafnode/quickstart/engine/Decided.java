package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Stage;

/**
 * What became of a decision.
 *
 * @param accepted whether the judgment still waited
 * @param stage the stage as it stands after that
 */
public record Decided(boolean accepted, Stage stage) {}
