/** The feed: every opening and closing of a judgment, in one order that all instances of an engine agree on. */
@NullMarked
package dev.leafnode.feed;

import org.jspecify.annotations.NullMarked;
