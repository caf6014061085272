package dev.leafnode.spring;

import dev.leafnode.model.LeafState;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Matches when the application wants to see this state on ancestors. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnBubble.class)
@interface ConditionalOnBubble {

    LeafState value();
}
