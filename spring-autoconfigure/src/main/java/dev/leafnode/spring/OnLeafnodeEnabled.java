package dev.leafnode.spring;

import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when {@code leafnode.enabled} is true. While that is not set, its alias
 * {@code spinnaker.manual-judgment-navigation} is asked. False when neither is set.
 */
final class OnLeafnodeEnabled extends SpringBootCondition {

    private static final String FLAG = "leafnode.enabled";
    private static final String ALIAS = "spinnaker.manual-judgment-navigation";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        ConditionMessage.Builder message = ConditionMessage.forCondition("Leafnode enabled");
        return Stream.of(FLAG, ALIAS)
                .filter(property -> binder.bind(property, Boolean.class).isBound())
                .findFirst()
                .map(property ->
                        outcome(property, binder.bind(property, Boolean.class).get(), message))
                .orElseGet(() ->
                        ConditionOutcome.noMatch(message.didNotFind("property").items(FLAG)));
    }

    private static ConditionOutcome outcome(String property, boolean enabled, ConditionMessage.Builder message) {
        return new ConditionOutcome(enabled, message.because(property + " is " + enabled));
    }
}
