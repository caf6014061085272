package dev.leafnode.quickstart;

import dev.leafnode.listener.Listeners;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.engine.Engine;
import dev.leafnode.quickstart.engine.EngineSettings;
import dev.leafnode.repository.ExecutionRepository;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The engine, on the repository and the listeners that Leafnode's auto-configuration brings. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    PipelineCatalog pipelineCatalog(ResourcePatternResolver resources) throws IOException {
        return new PipelineResources(resources).catalog();
    }

    @Bean
    Engine engine(
            ExecutionRepository executions, Listeners listeners, PipelineCatalog catalog, EngineSettings settings) {
        return new Engine(executions, listeners, catalog, Clock.systemUTC(), settings);
    }

    @Bean
    ApplicationRunner resumption(Engine engine) {
        return arguments -> engine.resume();
    }
}
