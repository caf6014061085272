package dev.leafnode.web.resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resource in maps, and back. What is null or empty is left out. */
final class ResourceForm {

    private ResourceForm() {}

    static Map<String, Object> write(PipelineExecution execution) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", PipelineExecution.API_VERSION);
        document.put("kind", PipelineExecution.KIND);
        document.put("metadata", metadata(execution.metadata()));
        document.put("spec", spec(execution.spec()));
        document.put("status", status(execution.status()));
        return document;
    }

    static Map<String, Object> metadata(PipelineExecution.Metadata metadata) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", metadata.name());
        put(object, "namespace", metadata.namespace());
        put(object, "creationTimestamp", metadata.creationTimestamp());
        put(object, "labels", metadata.labels());
        put(object, "annotations", metadata.annotations());
        return object;
    }

    private static Map<String, Object> spec(PipelineExecution.Spec spec) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<Object> params = new ArrayList<>();
        for (PipelineExecution.Param param : spec.params()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", param.name());
            one.put("value", param.value());
            params.add(one);
        }
        put(object, "params", params);
        put(object, "trigger", trigger(spec.trigger()));
        Map<String, Object> pipelineRef = new LinkedHashMap<>();
        pipelineRef.put("name", spec.pipelineRef().name());
        put(pipelineRef, "namespace", spec.pipelineRef().namespace());
        object.put("pipelineRef", pipelineRef);
        return object;
    }

    private static Map<String, Object> trigger(PipelineExecution.TriggerInfo trigger) {
        Map<String, Object> object = new LinkedHashMap<>();
        put(object, "type", trigger.type());
        put(object, "user", trigger.user());
        put(object, "parentExecution", trigger.parentExecution());
        put(object, "parentStage", trigger.parentStage());
        put(object, "rootExecution", trigger.rootExecution());
        return object;
    }

    private static Map<String, Object> status(PipelineExecution.Status status) {
        Map<String, Object> object = new LinkedHashMap<>();
        put(object, "startTime", status.startTime());
        put(object, "completionTime", status.completionTime());
        List<Object> conditions = new ArrayList<>();
        for (Condition condition : status.conditions()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("type", condition.type());
            one.put("status", condition.status().text());
            put(one, "reason", condition.reason());
            put(one, "message", condition.message());
            put(one, "lastTransitionTime", condition.lastTransitionTime());
            conditions.add(one);
        }
        put(object, "conditions", conditions);
        List<Object> environments = new ArrayList<>();
        for (Environment environment : status.environments()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", environment.name());
            one.put("order", environment.order());
            Environment.Status progress = environment.status();
            if (progress != null) {
                Map<String, Object> said = new LinkedHashMap<>();
                said.put("type", progress.type());
                put(said, "time", progress.time());
                one.put("status", said);
            }
            environments.add(one);
        }
        put(object, "environments", environments);
        return object;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        boolean isEmpty =
                (value instanceof Map<?, ?> map && map.isEmpty()) || (value instanceof List<?> list && list.isEmpty());
        if (value != null && !isEmpty) {
            object.put(name, value instanceof Instant instant ? instant.toString() : value);
        }
    }

    static PipelineExecution read(Field document) {
        document.requireText("apiVersion", PipelineExecution.API_VERSION);
        return new PipelineExecution(
                readMetadata(document.requireObject("metadata")),
                readSpec(document.requireObject("spec")),
                readStatus(document.object("status")));
    }

    static PipelineExecution.Metadata readMetadata(Field metadata) {
        return new PipelineExecution.Metadata(
                metadata.requireText("name"),
                metadata.text("namespace"),
                metadata.time("creationTimestamp"),
                metadata.texts("labels"),
                metadata.texts("annotations"));
    }

    private static PipelineExecution.Spec readSpec(Field spec) {
        List<PipelineExecution.Param> params = new ArrayList<>();
        for (Field param : spec.objects("params")) {
            String value = param.text("value");
            params.add(new PipelineExecution.Param(param.requireText("name"), value == null ? "" : value));
        }
        Field trigger = spec.object("trigger");
        Field pipelineRef = spec.requireObject("pipelineRef");
        return new PipelineExecution.Spec(
                params,
                new PipelineExecution.TriggerInfo(
                        trigger.text("type"),
                        trigger.text("user"),
                        trigger.text("parentExecution"),
                        trigger.text("parentStage"),
                        trigger.text("rootExecution")),
                new PipelineExecution.PipelineRef(pipelineRef.requireText("name"), pipelineRef.text("namespace")));
    }

    private static PipelineExecution.Status readStatus(Field status) {
        List<Condition> conditions = new ArrayList<>();
        for (Field condition : status.objects("conditions")) {
            conditions.add(new Condition(
                    condition.requireText("type"),
                    readConditionStatus(condition, "status"),
                    condition.text("reason"),
                    condition.text("message"),
                    condition.time("lastTransitionTime")));
        }
        List<Environment> environments = new ArrayList<>();
        for (Field environment : status.objects("environments")) {
            Integer order = environment.number("order");
            environments.add(new Environment(
                    environment.requireText("name"),
                    order == null ? environments.size() : order,
                    readProgress(environment, environment.has("status") ? "status" : "statusInfo")));
        }
        return new PipelineExecution.Status(
                status.time("startTime"), status.time("completionTime"), conditions, environments);
    }

    private static Environment.@Nullable Status readProgress(Field environment, String name) {
        if (!environment.has(name)) {
            return null;
        }
        Field progress = environment.object(name);
        return new Environment.Status(progress.requireText("type"), progress.time("time"));
    }

    static Condition.Status readConditionStatus(Field field, String name) {
        String text = field.requireText(name);
        for (Condition.Status status : Condition.Status.values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        throw field.expected(name, "True, False or Unknown");
    }
}
