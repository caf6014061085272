package dev.leafnode.web;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Clock;
import java.time.InstantSource;
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
            WaitRules rules,
            ObjectProvider<AccessPolicy> policy,
            ObjectProvider<InstantSource> clock,
            @Value("${leafnode.web.reporting.max-body-size:64MB}") String maxBodySize) {
        DataSize largest = DataSize.parse(maxBodySize);
        ExecutionJson json = new ExecutionJson(largest.toBytes());
        return new ReportsController(
                new Reporting(
                        executions,
                        listeners,
                        json,
                        new Redaction(executions, rules),
                        clock.getIfUnique(Clock::systemUTC)),
                json,
                RestApi.policy(policy),
                Math.toIntExact(largest.toBytes()));
    }
}
