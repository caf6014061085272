package dev.leafnode.quickstart;

import dev.leafnode.listener.Listeners;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.engine.Engine;
import dev.leafnode.quickstart.engine.EngineSettings;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.web.AccessPolicy;
import dev.leafnode.web.JudgmentDecider;
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

    /** How the REST interface takes decisions to the engine. */
    @Bean
    JudgmentDecider judgmentDecider(Engine engine) {
        return new EngineDecider(engine);
    }

    /** Nobody logs in here, so anybody may decide: the server listens on this machine only. */
    @Bean
    AccessPolicy accessPolicy() {
        return new OpenPolicy();
    }

    @Bean
    ApplicationRunner resumption(Engine engine) {
        return arguments -> engine.resume();
    }
}
