package dev.leafnode.web;

import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.repository.ExecutionRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of lists of executions in Orca's shape, to be imported beside {@link RestApi}. */
@Configuration(proxyBeanMethods = false)
public class ExecutionsApi {

    @Bean
    ExecutionsController leafnodeExecutionsController(
            ExecutionRepository executions,
            LeafStates states,
            WaitRules rules,
            Inbox inbox,
            ObjectProvider<AccessPolicy> policy) {
        return new ExecutionsController(
                executions, new ExecutionViews(executions, states, rules), inbox, RestApi.policy(policy));
    }
}
