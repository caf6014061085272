package dev.leafnode.benchmarks.loops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Random;

/**
 * The JSON of an execution that deploys manifests, in Orca's shape: 60 stages with tasks, contexts and outputs, names
 * that come again and names that do not, numbers of every kind, nulls, empties, and text beyond ASCII. About 1 MiB, and
 * the same each time.
 */
final class LargeExecution {

    private static final int STAGES = 60;
    private static final int TASKS = 6;
    private static final int MANIFESTS = 12;
    private static final long START = 1_793_610_000_000L;
    private static final String[] WORDS = {
        "checkout",
        "payments",
        "eu-west-1",
        "canary",
        "größer",
        "デプロイ",
        "rolled out after 3 of 5",
        "nginx",
        "🚀",
        "line\nbreak"
    };

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Random random = new Random(9);

    private LargeExecution() {}

    static ObjectNode tree() {
        return new LargeExecution().execution();
    }

    private ObjectNode execution() {
        ObjectNode execution = nodes.objectNode()
                .put("type", "PIPELINE")
                .put("id", id())
                .put("application", "shop")
                .put("name", "Deploy to production")
                .put("buildTime", START);
        execution.put("canceled", false).putNull("canceledBy").put("limitConcurrent", true);
        ArrayNode stages = execution.putArray("stages");
        for (int i = 0; i < STAGES; i++) {
            stages.add(stage(i));
        }
        execution.put("startTime", START + 5).putNull("endTime").put("status", "RUNNING");
        execution.putObject("authentication").put("user", "someone@example.com").putArray("allowedAccounts");
        execution
                .putObject("trigger")
                .put("type", "manual")
                .put("user", "someone@example.com")
                .put("rebake", false)
                .putObject("parameters")
                .put("region", "eu-west-1")
                .put("replicas", 12);
        return execution;
    }

    private ObjectNode stage(int number) {
        ObjectNode stage = nodes.objectNode()
                .put("id", id())
                .put("refId", String.valueOf(number + 1))
                .put("type", "deployManifest")
                .put("name", "Deploy " + words(2))
                .put("startTime", START + number)
                .put("endTime", START + number + 90_000L)
                .put("status", "SUCCEEDED");
        stage.set("context", context());
        ObjectNode outputs = stage.putObject("outputs");
        outputs.putObject("outputs.manifestNamesByNamespace").putArray("shop").add("deployment " + words(1));
        outputs.set("manifests", manifests(MANIFESTS / 2));
        ArrayNode tasks = stage.putArray("tasks");
        for (int i = 0; i < TASKS; i++) {
            tasks.add(task(i));
        }
        stage.putArray("requisiteStageRefIds").add(String.valueOf(number));
        return stage.putNull("syntheticStageOwner")
                .putNull("parentStageId")
                .putNull("lastModified")
                .putNull("scheduledTime");
    }

    private ObjectNode context() {
        ObjectNode context = nodes.objectNode()
                .put("account", "production")
                .put("cloudProvider", "kubernetes")
                .put("skipExpressionEvaluation", false)
                .put("kato.result.expected", true)
                .put("timeout", 3_600_000L)
                .put("ratio", new BigDecimal("0.12500000000000000001"))
                .put("serial", 9_007_199_254_740_993L + random.nextInt(1_000));
        context.putObject("moniker").put("app", "shop").put("cluster", words(1)).put("sequence", random.nextInt(99));
        context.putArray("messages").add(words(30)).add(words(12));
        context.putObject("exception");
        context.set("manifests", manifests(MANIFESTS));
        for (int i = 0; i < 12; i++) {
            context.put("artifact." + id(), words(4));
        }
        return context;
    }

    private ArrayNode manifests(int count) {
        ArrayNode manifests = nodes.arrayNode();
        for (int i = 0; i < count; i++) {
            ObjectNode manifest =
                    manifests.addObject().put("apiVersion", "apps/v1").put("kind", "Deployment");
            ObjectNode metadata =
                    manifest.putObject("metadata").put("name", words(1)).put("namespace", "shop");
            ObjectNode annotations = metadata.putObject("annotations");
            annotations.put("artifact.spinnaker.io/name", words(2)).put("moniker.spinnaker.io/cluster", words(2));
            annotations.put("deployment.kubernetes.io/revision", String.valueOf(random.nextInt(500)));
            ObjectNode spec = manifest.putObject("spec")
                    .put("replicas", random.nextInt(40))
                    .put("paused", false);
            ObjectNode container = spec.putObject("template")
                    .putObject("spec")
                    .putArray("containers")
                    .addObject();
            container.put("image", "registry.example.com/shop/" + words(1) + ":" + random.nextInt(9_999));
            container.putArray("ports").addObject().put("containerPort", 8_080).put("protocol", "TCP");
            container.putObject("resources").put("cpu", random.nextDouble()).put("memory", random.nextLong());
            ArrayNode environment = container.putArray("env");
            for (int variable = 0; variable < 4; variable++) {
                environment.addObject().put("name", "VARIABLE_" + variable).put("value", words(3));
            }
        }
        return manifests;
    }

    private ObjectNode task(int number) {
        return nodes.objectNode()
                .put("id", String.valueOf(number + 1))
                .put("implementingClass", "com.netflix.spinnaker.orca.clouddriver.tasks.MonitorKatoTask")
                .put("name", "monitorDeploy")
                .put("startTime", START + number)
                .put("endTime", START + number + 1_000L)
                .put("status", "SUCCEEDED")
                .put("stageStart", number == 0)
                .put("stageEnd", number == TASKS - 1)
                .put("loopStart", false)
                .put("loopEnd", false);
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }

    private String id() {
        return "01K9%022d".formatted(random.nextLong(1L << 60));
    }
}
