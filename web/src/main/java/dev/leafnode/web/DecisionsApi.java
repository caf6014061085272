package dev.leafnode.web;

import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of decisions, to be imported beside {@link RestApi}. */
@Configuration(proxyBeanMethods = false)
public class DecisionsApi {

    @Bean
    DecisionsController leafnodeDecisionsController(
            Inbox inbox,
            JudgmentDecider decider,
            WaitRules rules,
            LeafStates states,
            ObjectProvider<ExecutionLookup> own,
            ObjectProvider<ExecutionRepository> executions,
            ObjectProvider<AccessPolicy> policy,
            ObjectProvider<InstantSource> clock) {
        ExecutionRepository kept = executions.getIfAvailable();
        ExecutionLookup lookup = RestApi.lookup(own, executions);
        return new DecisionsController(
                new Deciding(
                        inbox, new Blocked(inbox, lookup), decider, lookup, rules, clock.getIfUnique(Clock::systemUTC)),
                kept == null ? null : new ExecutionViews(kept, states, rules),
                RestApi.policy(policy));
    }
}
