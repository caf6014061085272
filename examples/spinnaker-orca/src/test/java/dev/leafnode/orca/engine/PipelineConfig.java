package dev.leafnode.orca.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pipeline as somebody configures it. Stages are added one by one; what follows a stage is said of it:
 * {@code pipeline("A1", "deploy").stage("1", "wait").with("waitTime", 5).runs("2", b1).after("1")}. Its id is its name.
 */
public final class PipelineConfig {

    private final String name;
    private final String application;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<Map<String, Object>> stages = new ArrayList<>();

    private PipelineConfig(String name, String application) {
        this.name = name;
        this.application = application;
    }

    public static PipelineConfig pipeline(String name, String application) {
        return new PipelineConfig(name, application);
    }

    /** A setting of the pipeline itself, such as {@code limitConcurrent}. */
    public PipelineConfig set(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    public PipelineConfig stage(String refId, String type) {
        Map<String, Object> stage = new LinkedHashMap<>();
        stage.put("refId", refId);
        stage.put("type", type);
        stage.put("name", type + " " + refId);
        stage.put("requisiteStageRefIds", List.of());
        stages.add(stage);
        return this;
    }

    public PipelineConfig judgment(String refId) {
        return stage(refId, "manualJudgment").with("instructions", "Go on?").with("judgmentInputs", List.of());
    }

    /** A stage that starts that pipeline and waits for it. */
    public PipelineConfig runs(String refId, PipelineConfig child) {
        return stage(refId, "pipeline")
                .with("application", child.application)
                .with("pipeline", child.name)
                .with("waitForCompletion", true);
    }

    /** A stage that starts all of them at once and waits for all. */
    public PipelineConfig runsAll(String refId, PipelineConfig... children) {
        return stage(refId, "runMultiplePipelines")
                .with(
                        "pipelines",
                        Arrays.stream(children)
                                .map(child -> Map.of("application", child.application, "pipeline", child.name))
                                .toList());
    }

    /** A deployment that ends with a custom strategy, which is a pipeline, in a stage after its own. */
    public PipelineConfig deploys(String refId, PipelineConfig strategy) {
        return stage(refId, "deploy")
                .with("strategyApplication", strategy.application)
                .with("strategyPipeline", strategy.name);
    }

    /** The stages that the last one waits for; without, it starts at once. */
    public PipelineConfig after(String... refIds) {
        return with("requisiteStageRefIds", List.of(refIds));
    }

    /** The stage group that the last one is in. */
    public PipelineConfig group(String group) {
        return with("group", group);
    }

    /** Something in the context of the last stage. */
    public PipelineConfig with(String key, Object value) {
        stages.get(stages.size() - 1).put(key, value);
        return this;
    }

    public String name() {
        return name;
    }

    public String application() {
        return application;
    }

    /** What Front50 answers: nobody else has a part of it, so it may be changed. */
    Map<String, Object> toMap() {
        Map<String, Object> config = new HashMap<>(settings);
        config.put("id", name);
        config.put("name", name);
        config.put("application", application);
        config.put("stages", copy(stages));
        return config;
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> copy(entry.getValue()), (a, b) -> b, LinkedHashMap::new));
        } else if (value instanceof Collection<?> list) {
            return list.stream().map(PipelineConfig::copy).collect(Collectors.toCollection(ArrayList::new));
        }
        return value;
    }
}
