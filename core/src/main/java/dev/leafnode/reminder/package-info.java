/** Reminders of judgments that have been open for long. */
@NullMarked
package dev.leafnode.reminder;

import org.jspecify.annotations.NullMarked;
