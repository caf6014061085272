/** The storage interfaces a store implements, and the queries and pages they exchange. */
@NullMarked
package dev.leafnode.repository;

import org.jspecify.annotations.NullMarked;
