package dev.leafnode.spring;

import dev.leafnode.model.LeafState;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The condition behind {@link ConditionalOnBubble}. */
final class OnBubble extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        LeafState state =
                metadata.getAnnotations().get(ConditionalOnBubble.class).getEnum("value", LeafState.class);
        Set<LeafState> states = states(context.getEnvironment());
        return new ConditionOutcome(
                states.contains(state),
                ConditionMessage.forCondition(ConditionalOnBubble.class, state)
                        .because("leafnode.bubble is " + states));
    }

    /** What is to be seen on ancestors according to these settings. */
    static Set<LeafState> states(Environment settings) {
        return Binder.get(settings)
                .bind(LeafnodeProperties.PREFIX + ".bubble", Bindable.setOf(LeafState.class))
                .orElse(Set.of(LeafState.JUDGMENT));
    }
}
