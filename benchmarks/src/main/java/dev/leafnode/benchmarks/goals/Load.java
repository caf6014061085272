package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How much executions carry besides what navigation asks of them.
 *
 * @param stages how many stages each has, the one that waits included
 * @param bytes about how much JSON the context of each stage is
 */
record Load(int stages, int bytes) {

    /** A stage, and nothing in it. */
    static final Load NONE = new Load(1, 0);

    private static final int BYTES_OF_ARTIFACT = 240;

    /** The stages of an execution that ended before the one that waits. */
    List<Stage> ended(String executionId, Instant at) {
        List<Stage> ended = new ArrayList<>();
        for (int i = 1; i < stages; i++) {
            ended.add(Stage.builder("deploy-" + i, "deploy")
                    .name("Deploy to region " + i)
                    .refId(String.valueOf(i))
                    .status(ExecutionStatus.SUCCEEDED)
                    .startTime(at)
                    .endTime(at)
                    .context(context(executionId + i))
                    .build());
        }
        return ended;
    }

    /** What a stage has in its context: a list of what was deployed where, different for each seed and always the same. */
    Map<String, Object> context(String seed) {
        if (bytes == 0) {
            return Map.of();
        }
        Random random = new Random(seed.hashCode());
        List<Map<String, Object>> artifacts = new ArrayList<>();
        for (int size = 0; size < bytes; size += BYTES_OF_ARTIFACT) {
            Map<String, Object> artifact = new LinkedHashMap<>();
            artifact.put("type", "docker/image");
            artifact.put("name", "registry.example.com/team/service-" + random.nextInt(1_000));
            artifact.put("version", "1.%d.%d".formatted(random.nextInt(100), random.nextInt(1_000)));
            artifact.put("digest", "sha256:%016x%016x".formatted(random.nextLong(), random.nextLong()));
            artifact.put("location", Map.of("account", "production", "region", "eu-west-" + random.nextInt(9)));
            artifact.put("replicas", random.nextInt(50));
            artifacts.add(artifact);
        }
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("cloudProvider", "kubernetes");
        context.put("artifacts", artifacts);
        return context;
    }
}
