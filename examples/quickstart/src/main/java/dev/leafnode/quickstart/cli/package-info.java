/** The quickstart command: starts the demo, prints its tables and checks them. */
@NullMarked
package dev.leafnode.quickstart.cli;

import org.jspecify.annotations.NullMarked;
