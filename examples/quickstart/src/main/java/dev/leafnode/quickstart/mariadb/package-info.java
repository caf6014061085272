/** A real MariaDB server beside the application, for those who have none. */
@NullMarked
package dev.leafnode.quickstart.mariadb;

import org.jspecify.annotations.NullMarked;
