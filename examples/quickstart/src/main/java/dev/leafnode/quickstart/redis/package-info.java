/** Real Redis servers beside the application, for those who have none. */
@NullMarked
package dev.leafnode.quickstart.redis;

import org.jspecify.annotations.NullMarked;
