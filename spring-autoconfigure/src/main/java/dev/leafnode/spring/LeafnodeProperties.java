package dev.leafnode.spring;

import static java.util.stream.Collectors.toCollection;

import dev.leafnode.model.WaitRules;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Leafnode's settings. Whether it is on at all is asked by {@link OnLeafnodeEnabled}, before these are read.
 *
 * @param store Where executions and judgments are kept. By default in the one store whose module is on the class path.
 * @param judgmentStageTypes The types of stages that wait for a human.
 * @param parentStageTypes The types of stages that wait for the executions they start or watch.
 */
@ConfigurationProperties(LeafnodeProperties.PREFIX)
record LeafnodeProperties(
        @Nullable StoreType store,
        @DefaultValue("manualJudgment") Set<String> judgmentStageTypes,

        @DefaultValue({"pipeline", "monitorPipeline", "runMultiplePipelines"})
        Set<String> parentStageTypes) {

    static final String PREFIX = "leafnode";

    LeafnodeProperties {
        requireNames("judgment-stage-types", judgmentStageTypes);
        requireNames("parent-stage-types", parentStageTypes);
        requireDistinct(judgmentStageTypes, parentStageTypes);
    }

    /** Who waits for whom, according to these settings. */
    WaitRules waitRules() {
        return new WaitRules(judgmentStageTypes, parentStageTypes);
    }

    private static void requireNames(String property, Set<String> types) {
        if (types.isEmpty() || types.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "%s.%s: expected one or more stage types, got %s".formatted(PREFIX, property, types));
        }
    }

    private static void requireDistinct(Set<String> judgmentStageTypes, Set<String> parentStageTypes) {
        Set<String> both =
                judgmentStageTypes.stream().filter(parentStageTypes::contains).collect(toCollection(TreeSet::new));
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s.judgment-stage-types and %s.parent-stage-types: expected different stage types, got %s in both"
                            .formatted(PREFIX, PREFIX, both));
        }
    }
}
