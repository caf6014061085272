/** A real PostgreSQL server beside the application, for those who have none. */
@NullMarked
package dev.leafnode.quickstart.postgres;

import org.jspecify.annotations.NullMarked;
