package dev.leafnode.web;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.repository.ExecutionRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The beans of reports of engines elsewhere, to be imported beside {@link RestApi}. */
@Configuration(proxyBeanMethods = false)
public class ReportsApi {

    @Bean
    ReportsController leafnodeReportsController(
            ExecutionRepository executions,
            Listeners listeners,
            ObjectProvider<AccessPolicy> policy,
            @Value("${leafnode.web.reporting.max-body-size:64MB}") String maxBodySize) {
        DataSize largest = DataSize.parse(maxBodySize);
        ExecutionJson json = new ExecutionJson(largest.toBytes());
        return new ReportsController(
                new Reporting(executions, listeners, json),
                json,
                RestApi.policy(policy),
                Math.toIntExact(largest.toBytes()));
    }
}
