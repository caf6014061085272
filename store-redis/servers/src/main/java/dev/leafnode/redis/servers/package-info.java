/** Real Redis servers, standalone and in a Cluster, that run on this machine without an installation. */
@NullMarked
package dev.leafnode.redis.servers;

import org.jspecify.annotations.NullMarked;
