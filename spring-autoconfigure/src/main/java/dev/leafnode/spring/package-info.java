/** The auto-configuration for Spring Boot. */
@NullMarked
package dev.leafnode.spring;

import org.jspecify.annotations.NullMarked;
