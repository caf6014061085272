package dev.leafnode.web;

import dev.leafnode.feed.JudgmentFeed;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** The beans of streams of events, to be imported beside {@link RestApi} where a {@link JudgmentFeed} is a bean. */
@Configuration(proxyBeanMethods = false)
public class EventsApi {

    @Bean
    Followers leafnodeFollowers(
            @Value("${leafnode.web.events.heartbeat:15s}") String heartbeat,
            @Value("${leafnode.web.events.lifetime:30m}") String lifetime,
            ObjectProvider<InstantSource> clock) {
        return new Followers(
                DurationFormatterUtils.detectAndParse(heartbeat),
                DurationFormatterUtils.detectAndParse(lifetime),
                clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    EventsController leafnodeEventsController(
            JudgmentFeed feed, Followers followers, ObjectProvider<AccessPolicy> policy) {
        return new EventsController(feed, followers, RestApi.policy(policy));
    }
}
