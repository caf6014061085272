/** The models and the navigation. */
@NullMarked
package dev.leafnode.core;

import org.jspecify.annotations.NullMarked;
