package dev.leafnode.web.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The forms of a pipeline execution: JSON and YAML of the resource, and a ConfigMap that says the same in flat texts.
 * Each of them is read back to what was written.
 *
 * <p>The data of the ConfigMap. Lists are numbered from 0; what is not known has no key.
 *
 * <table>
 * <caption>Keys of the data, and what they hold</caption>
 * <tr><td>{@code pipeline_name}, {@code pipeline_namespace}<td>{@code spec.pipelineRef}
 * <tr><td>{@code environment_<i>_name}, {@code _status}, {@code _time}, {@code _order}<td>{@code status.environments};
 *     the type of the status with a small first letter, and the order where it is not {@code i}
 * <tr><td>{@code param_<i>_name}, {@code _value}<td>{@code spec.params}
 * <tr><td>{@code trigger_type}, {@code _user}, {@code _parent_execution},
 *     {@code _parent_stage}, {@code _root_execution}
 *     <td>{@code spec.trigger}
 * <tr><td>{@code condition_<i>_type}, {@code _status}, {@code _reason}, {@code _message}, {@code _time}
 *     <td>{@code status.conditions}
 * <tr><td>{@code start_time}, {@code completion_time}<td>{@code status.startTime}, {@code status.completionTime}
 * </table>
 *
 * <p>The metadata of the ConfigMap is that of the resource. Of each form, fields and keys that are none of these are
 * passed over when it is read: Kubernetes adds its own.
 */
public final class PipelineExecutionCodec {

    private static final String CRD = "pipelineexecutions.gitops.weave.works.crd.yaml";

    /** A line with which a document says that it leaves something out. */
    private static final Pattern ELLIPSIS = Pattern.compile("(?m)^[ \\t]+\\.\\.\\.[ \\t]*$");

    private PipelineExecutionCodec() {}

    /** The resource in maps, lists, texts and numbers. */
    public static Map<String, Object> resource(PipelineExecution execution) {
        return ResourceForm.write(execution);
    }

    /** The ConfigMap in maps and texts. */
    public static Map<String, Object> configMap(PipelineExecution execution) {
        return ConfigMapForm.write(execution);
    }

    /** The JSON of a resource, of a ConfigMap, or of something that holds some of these. */
    public static String json(Map<String, ?> value) {
        return ResourceJson.write(ResourceJson.JSON, value);
    }

    /** The YAML of the same. YAML 1.1 and 1.2 read the same in it. */
    public static String yaml(Map<String, ?> value) {
        return ResourceJson.write(ResourceJson.YAML, value);
    }

    /**
     * Reads a resource or a ConfigMap, in YAML or in JSON; what begins with a brace is JSON.
     *
     * <p>What the design document writes besides is read too: {@code statusInfo} for {@code status} in an environment,
     * {@code succeded}, {@code now - 2} for a time, which says none, and three dots in a line for what it leaves out.
     *
     * @throws ResourceFormatException if the text is none of them
     */
    public static PipelineExecution read(String text) {
        Field document = new Field("", tree(text));
        String kind = document.requireText("kind");
        try {
            return switch (kind) {
                case PipelineExecution.KIND -> ResourceForm.read(document);
                case ConfigMapForm.KIND -> ConfigMapForm.read(document);
                default ->
                    throw new ResourceFormatException("kind: expected %s or %s, got '%s'"
                            .formatted(PipelineExecution.KIND, ConfigMapForm.KIND, kind));
            };
        } catch (IllegalArgumentException invalid) {
            throw new ResourceFormatException(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    /** The definition of the resource, which {@code kubectl apply} takes. */
    public static String customResourceDefinition() {
        try (InputStream in = Objects.requireNonNull(PipelineExecutionCodec.class.getResourceAsStream(CRD))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode tree(String text) {
        if (text.stripLeading().startsWith("{")) {
            return tree(ResourceJson.JSON, "JSON", text);
        }
        try {
            return tree(ResourceJson.YAML, "YAML", text);
        } catch (ResourceFormatException malformed) {
            String whole = ELLIPSIS.matcher(text).replaceAll("");
            if (whole.equals(text)) {
                throw malformed;
            }
            return tree(ResourceJson.YAML, "YAML", whole);
        }
    }

    private static JsonNode tree(ObjectMapper mapper, String format, String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new ResourceFormatException(
                    "the document: expected %s, got: %s".formatted(format, malformed.getOriginalMessage()), malformed);
        }
    }
}
