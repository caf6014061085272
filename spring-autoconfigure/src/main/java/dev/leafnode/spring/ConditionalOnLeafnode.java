package dev.leafnode.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Matches when navigation is on: {@code leafnode.enabled} is true or, while that is not set, its alias
 * {@code spinnaker.manual-judgment-navigation}. For auto-configurations of adapters, so that there is one flag.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnLeafnodeEnabled.class)
public @interface ConditionalOnLeafnode {}
