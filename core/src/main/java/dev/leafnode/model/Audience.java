package dev.leafnode.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom judgments ask: all those of one application that require the same roles.
 *
 * @param application the application of the leaf execution
 * @param requiredRoles the roles of which one is required; empty where none is
 */
public record Audience(String application, Set<String> requiredRoles) {

    public Audience {
        requiredRoles = Collections.unmodifiableSortedSet(new TreeSet<>(requiredRoles));
    }
}
