package dev.leafnode.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The condition behind {@link ConditionalOnStore}. */
final class OnStore extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        StoreType store =
                metadata.getAnnotations().get(ConditionalOnStore.class).getEnum("value", StoreType.class);
        StoreSelection selection = selection(context.getEnvironment(), context.getClassLoader());
        return new ConditionOutcome(
                selection.equals(new StoreSelection.Selected(store)),
                ConditionMessage.forCondition(ConditionalOnStore.class, store).because(selection.toString()));
    }

    /** The store of an application with these settings and this class path. */
    static StoreSelection selection(Environment settings, @Nullable ClassLoader classPath) {
        StoreType asked = Binder.get(settings)
                .bind(LeafnodeProperties.PREFIX + ".store", StoreType.class)
                .orElse(null);
        return StoreSelection.of(asked, StoreType.present(classPath));
    }
}
