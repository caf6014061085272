package dev.leafnode.web;

import dev.leafnode.web.resource.PipelineExecution;
import dev.leafnode.web.resource.PipelineExecutionCodec;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The forms in which resources are answered. */
enum Representation {
    JSON("json", "application/json"),
    /** RFC 9512; the other types are what YAML was called before. */
    YAML("yaml", "application/yaml, application/x-yaml, text/yaml, text/x-yaml, text/vnd.yaml"),
    CONFIG_MAP("configmap", "application/vnd.kubernetes.configmap+json");

    private final String parameter;
    private final String types;

    Representation(String parameter, String types) {
        this.parameter = parameter;
        this.types = types;
    }

    /** The type of an answer. */
    private MediaType type() {
        return types().get(0);
    }

    /** Every type that asks for this form. */
    private List<MediaType> types() {
        return MediaType.parseMediaTypes(types);
    }

    /** What the parameter {@code as} says or, without it, the best of what the client accepts. */
    static Representation of(@Nullable String as, HttpServletRequest request, Set<Representation> offered) {
        if (as != null && !as.isEmpty()) {
            return offered.stream()
                    .filter(one -> one.parameter.equals(as))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.badRequest(
                            "as: expected %s, got '%s'".formatted(listed(offered, one -> one.parameter), as)));
        }
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        List<MediaType> accepted = accepted(headers);
        if (accepted.isEmpty()) {
            return JSON;
        }
        return offered.stream()
                .sorted(Comparator.naturalOrder())
                .filter(one -> one.quality(accepted) > 0)
                .reduce((best, other) -> other.quality(accepted) > best.quality(accepted) ? other : best)
                .orElseThrow(() -> ProblemException.notAcceptable("Accept: expected %s, got '%s'"
                        .formatted(listed(offered, one -> one.type().toString()), String.join(", ", headers))));
    }

    private static List<MediaType> accepted(List<String> headers) {
        try {
            return MediaType.parseMediaTypes(headers);
        } catch (InvalidMediaTypeException malformed) {
            throw ProblemException.badRequest(
                    "Accept: expected media types, got '%s'".formatted(String.join(", ", headers)));
        }
    }

    private double quality(List<MediaType> accepted) {
        return types().stream()
                .mapToDouble(type -> quality(type, accepted))
                .max()
                .orElse(0);
    }

    /** What the most specific of the ranges that include a type says of it. */
    private static double quality(MediaType type, List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparing((MediaType range) -> !range.isWildcardType())
                        .thenComparing(range -> !range.isWildcardSubtype()))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    private static String listed(Set<Representation> offered, Function<Representation, String> name) {
        return offered.stream().sorted().map(name).collect(Collectors.joining(" or "));
    }

    /** A resource as it stands in this form. */
    Map<String, ?> of(PipelineExecution resource) {
        return this == CONFIG_MAP
                ? PipelineExecutionCodec.configMap(resource)
                : PipelineExecutionCodec.resource(resource);
    }

    /** The text of what stands in this form; on one line, unless it is YAML. */
    String text(Map<String, ?> value) {
        return this == YAML ? PipelineExecutionCodec.yaml(value) : PipelineExecutionCodec.json(value);
    }

    /** An answer in this form. */
    ResponseEntity<byte[]> answer(Map<String, ?> value) {
        String text = text(value);
        return Answers.tagged(type(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
