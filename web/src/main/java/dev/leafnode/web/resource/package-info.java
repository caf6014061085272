/**
 * Pipeline executions as a resource that any front end can read: its model, its forms, and how it follows from an
 * execution.
 */
@NullMarked
package dev.leafnode.web.resource;

import org.jspecify.annotations.NullMarked;
