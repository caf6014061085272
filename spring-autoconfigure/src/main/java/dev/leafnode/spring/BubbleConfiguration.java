package dev.leafnode.spring;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.navigation.LineageSource;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows on ancestors what {@code leafnode.bubble} asks for beside judgments: nothing, unless it is set. */
@Configuration(proxyBeanMethods = false)
class BubbleConfiguration {

    @Bean
    @ConditionalOnBubble(LeafState.FAILED)
    LeafStateListener leafnodeFailedListener(
            Store store,
            LineageSource lineages,
            WaitRules rules,
            ObjectProvider<InstantSource> clock,
            Isolation isolation,
            Tally tally) {
        return listener(LeafState.FAILED, store, lineages, rules, clock, tally.timing(isolation));
    }

    @Bean
    @ConditionalOnBubble(LeafState.PAUSED)
    LeafStateListener leafnodePausedListener(
            Store store,
            LineageSource lineages,
            WaitRules rules,
            ObjectProvider<InstantSource> clock,
            Isolation isolation,
            Tally tally) {
        return listener(LeafState.PAUSED, store, lineages, rules, clock, tally.timing(isolation));
    }

    @Bean
    @ConditionalOnMissingBean
    LeafStates leafnodeLeafStates(
            JudgmentNavigation judgments, ObjectProvider<Store> store, LeafnodeProperties properties) {
        Map<LeafState, JudgmentNavigation> shown = new HashMap<>();
        store.ifAvailable(ours ->
                properties.bubble().forEach(state -> shown.put(state, new JudgmentNavigation(ours.leaves(state)))));
        shown.put(LeafState.JUDGMENT, judgments);
        return new LeafStates(shown);
    }

    private static LeafStateListener listener(
            LeafState state,
            Store store,
            LineageSource lineages,
            WaitRules rules,
            ObjectProvider<InstantSource> clock,
            Isolation isolation) {
        return new LeafStateListener(
                state, store.leaves(state), lineages, rules, clock.getIfUnique(Clock::systemUTC), isolation);
    }
}
