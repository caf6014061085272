package dev.leafnode.web.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The resource in a ConfigMap, and back. {@link PipelineExecutionCodec} says which keys hold what. */
final class ConfigMapForm {

    static final String KIND = "ConfigMap";

    private static final String API_VERSION = "v1";
    private static final Pattern NUMBERED = Pattern.compile("([a-z]+)_(0|[1-9][0-9]{0,8})_[a-z]+");

    private ConfigMapForm() {}

    static Map<String, Object> write(PipelineExecution execution) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", API_VERSION);
        document.put("kind", KIND);
        document.put("metadata", ResourceForm.metadata(execution.metadata()));
        document.put("data", data(execution.spec(), execution.status()));
        return document;
    }

    private static Map<String, String> data(PipelineExecution.Spec spec, PipelineExecution.Status status) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("pipeline_name", spec.pipelineRef().name());
        put(data, "pipeline_namespace", spec.pipelineRef().namespace());
        for (int i = 0; i < status.environments().size(); i++) {
            putEnvironment(
                    data,
                    "environment_%d_".formatted(i),
                    i,
                    status.environments().get(i));
        }
        for (int i = 0; i < spec.params().size(); i++) {
            data.put("param_%d_name".formatted(i), spec.params().get(i).name());
            data.put("param_%d_value".formatted(i), spec.params().get(i).value());
        }
        PipelineExecution.TriggerInfo trigger = spec.trigger();
        put(data, "trigger_type", trigger.type());
        put(data, "trigger_user", trigger.user());
        put(data, "trigger_parent_execution", trigger.parentExecution());
        put(data, "trigger_parent_stage", trigger.parentStage());
        put(data, "trigger_root_execution", trigger.rootExecution());
        for (int i = 0; i < status.conditions().size(); i++) {
            putCondition(data, "condition_%d_".formatted(i), status.conditions().get(i));
        }
        put(data, "start_time", status.startTime());
        put(data, "completion_time", status.completionTime());
        return data;
    }

    private static void putEnvironment(Map<String, String> data, String prefix, int index, Environment environment) {
        data.put(prefix + "name", environment.name());
        Environment.Status status = environment.status();
        if (status != null) {
            data.put(prefix + "status", Texts.uncapitalized(status.type()));
            put(data, prefix + "time", status.time());
        }
        if (environment.order() != index) {
            data.put(prefix + "order", String.valueOf(environment.order()));
        }
    }

    private static void putCondition(Map<String, String> data, String prefix, Condition condition) {
        data.put(prefix + "type", condition.type());
        data.put(prefix + "status", condition.status().text());
        put(data, prefix + "reason", condition.reason());
        put(data, prefix + "message", condition.message());
        put(data, prefix + "time", condition.lastTransitionTime());
    }

    private static void put(Map<String, String> data, String key, @Nullable String value) {
        if (value != null) {
            data.put(key, value);
        }
    }

    private static void put(Map<String, String> data, String key, @Nullable Instant value) {
        put(data, key, value == null ? null : value.toString());
    }

    static PipelineExecution read(Field document) {
        document.requireText("apiVersion", API_VERSION);
        Field data = document.requireObject("data");
        return new PipelineExecution(
                ResourceForm.readMetadata(document.requireObject("metadata")),
                new PipelineExecution.Spec(
                        params(data),
                        new PipelineExecution.TriggerInfo(
                                data.text("trigger_type"),
                                data.text("trigger_user"),
                                data.text("trigger_parent_execution"),
                                data.text("trigger_parent_stage"),
                                data.text("trigger_root_execution")),
                        new PipelineExecution.PipelineRef(
                                data.requireText("pipeline_name"), data.text("pipeline_namespace"))),
                new PipelineExecution.Status(
                        data.time("start_time"), data.time("completion_time"), conditions(data), environments(data)));
    }

    private static List<PipelineExecution.Param> params(Field data) {
        List<PipelineExecution.Param> params = new ArrayList<>();
        for (int i : numbers(data, "param")) {
            String value = data.text("param_%d_value".formatted(i));
            params.add(new PipelineExecution.Param(
                    data.requireText("param_%d_name".formatted(i)), value == null ? "" : value));
        }
        return params;
    }

    private static List<Condition> conditions(Field data) {
        List<Condition> conditions = new ArrayList<>();
        for (int i : numbers(data, "condition")) {
            String prefix = "condition_%d_".formatted(i);
            conditions.add(new Condition(
                    data.requireText(prefix + "type"),
                    ResourceForm.readConditionStatus(data, prefix + "status"),
                    data.text(prefix + "reason"),
                    data.text(prefix + "message"),
                    data.time(prefix + "time")));
        }
        return conditions;
    }

    private static List<Environment> environments(Field data) {
        List<Environment> environments = new ArrayList<>();
        for (int i : numbers(data, "environment")) {
            String prefix = "environment_%d_".formatted(i);
            environments.add(new Environment(
                    data.requireText(prefix + "name"),
                    order(data, prefix + "order", i),
                    data.has(prefix + "status")
                            ? new Environment.Status(data.requireText(prefix + "status"), data.time(prefix + "time"))
                            : null));
        }
        return environments;
    }

    private static int order(Field data, String key, int index) {
        String text = data.text(key);
        if (text == null) {
            return index;
        }
        try {
            int order = Integer.parseInt(text);
            if (order >= 0) {
                return order;
            }
        } catch (NumberFormatException malformed) {
            // Refused like a number that is too small.
        }
        throw data.expected(key, "a number of 0 or more");
    }

    /** The numbers that keys of this kind have, ascending. */
    private static SortedSet<Integer> numbers(Field data, String kind) {
        SortedSet<Integer> numbers = new TreeSet<>();
        data.node().fieldNames().forEachRemaining(key -> {
            Matcher matcher = NUMBERED.matcher(key);
            if (matcher.matches() && matcher.group(1).equals(kind)) {
                numbers.add(Integer.valueOf(matcher.group(2)));
            }
        });
        return numbers;
    }
}
