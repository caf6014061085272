package dev.leafnode.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page for people, to be imported beside {@link RestApi}: it shows whatever else is served here. */
@Configuration(proxyBeanMethods = false)
public class PageApi {

    @Bean
    PageController leafnodePageController(
            ObjectProvider<ExecutionsController> executions,
            ObjectProvider<DecisionsController> decisions,
            @Value(RestApi.BASE_PATH) String basePath) {
        return new PageController(
                new PageFiles(executions.getIfAvailable() != null, decisions.getIfAvailable() != null), basePath);
    }
}
