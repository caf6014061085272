/** The auto-configuration for Spring Boot. */
@NullMarked
package dev.leafnode.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
