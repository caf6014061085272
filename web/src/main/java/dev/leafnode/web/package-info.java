/** The REST interface: lists in Orca's shape and as resources, what waits, decisions and reports. */
@NullMarked
package dev.leafnode.web;

import org.jspecify.annotations.NullMarked;
