/** What an engine calls when executions, stages and tasks start and end. */
@NullMarked
package dev.leafnode.listener;

import org.jspecify.annotations.NullMarked;
