/** Executions that another engine wrote. */
@NullMarked
package dev.leafnode.quickstart.imports;

import org.jspecify.annotations.NullMarked;
