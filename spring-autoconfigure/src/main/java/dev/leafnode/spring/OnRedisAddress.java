package dev.leafnode.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches when the settings say where Redis is, whether or not that can be understood. */
final class OnRedisAddress extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        LeafnodeProperties.Redis redis = Binder.get(context.getEnvironment())
                .bindOrCreate(LeafnodeProperties.PREFIX + ".redis", LeafnodeProperties.Redis.class);
        return new ConditionOutcome(
                redis.url() != null || !redis.cluster().nodes().isEmpty(),
                ConditionMessage.forCondition("Leafnode's Redis")
                        .because("asked for leafnode.redis.url and leafnode.redis.cluster.nodes"));
    }
}
