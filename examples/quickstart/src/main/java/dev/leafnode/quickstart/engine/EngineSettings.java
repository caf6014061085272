package dev.leafnode.quickstart.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an engine works.
 *
 * @param workers how many threads run executions
 * @param pollInterval how often a {@code pipeline} stage looks at the execution it waits for
 * @param retryDelay how long an execution rests after something failed, such as its store
 * @param judgmentTimeout how long a judgment waits when its stage does not say {@code stageTimeoutMs}
 * @param pipelineTimeout how long a {@code pipeline} stage waits when it does not say so
 */
@ConfigurationProperties("quickstart.engine")
public record EngineSettings(
        @DefaultValue("4") int workers,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("3d") Duration judgmentTimeout,
        @DefaultValue("12h") Duration pipelineTimeout) {}
