/** Real servers for the tests of every module. */
@NullMarked
package dev.leafnode.test.servers;

import org.jspecify.annotations.NullMarked;
