package dev.leafnode.web;

import dev.leafnode.feed.EventFormat;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.json.JudgmentEventJson;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of streams of events, to be imported beside {@link RestApi} where a {@link JudgmentFeed} is a bean. */
@Configuration(proxyBeanMethods = false)
public class EventsApi {

    /** How events stand in the log. */
    @Bean
    EventFormat leafnodeEventFormat() {
        return new JudgmentEventJson();
    }

    @Bean
    EventsController leafnodeEventsController(
            JudgmentFeed feed,
            Followers followers,
            ObjectProvider<AccessPolicy> policy,
            ObjectProvider<CallerContext> context) {
        return new EventsController(
                feed, followers, RestApi.policy(policy), context.getIfAvailable(() -> CallerContext.NONE));
    }
}
