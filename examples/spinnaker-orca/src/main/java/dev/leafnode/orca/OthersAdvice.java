package dev.leafnode.orca;

import static java.util.stream.Collectors.groupingBy;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Others;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Adds {@code others} to the executions that Orca's controllers answer with, alone or in a collection, when they are
 * written. What Orca stores and its mapper stay as they are.
 *
 * <p>An answer takes one query, and none where everything in it is complete. When the store of judgments does not answer
 * within {@code leafnode.timeout}, nothing shows, and Orca's answer goes out all the same.
 */
@ControllerAdvice
public final class OthersAdvice implements ResponseBodyAdvice<Object> {

    private final JudgmentNavigation navigation;
    private final Isolation isolation;
    private final Failures failures = new Failures(LoggerFactory.getLogger(OthersAdvice.class));

    OthersAdvice(JudgmentNavigation navigation, Isolation isolation) {
        this.navigation = navigation;
        this.isolation = isolation;
    }

    /** How many answers went out without what shows in them, since the start. */
    long failures() {
        return failures.count();
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        List<PipelineExecution> executions = executions(body);
        return body == null || executions.isEmpty() ? body : new ExecutionsWithOthers(body, others(executions));
    }

    /** The executions that a body consists of; none if it is anything else. */
    private static List<PipelineExecution> executions(@Nullable Object body) {
        Collection<?> several = body instanceof Collection<?> list ? list : body == null ? List.of() : List.of(body);
        List<PipelineExecution> executions = new ArrayList<>(several.size());
        for (Object one : several) {
            if (!(one instanceof PipelineExecution execution)) {
                return List.of();
            }
            executions.add(execution);
        }
        return executions;
    }

    /** Whatever goes wrong, Orca's answer goes out. */
    private Map<String, Others> others(List<PipelineExecution> executions) {
        Map<String, Others> others = new HashMap<>();
        try {
            Map<String, List<JudgmentLink>> links = links(executions);
            for (PipelineExecution execution : executions) {
                List<JudgmentLink> own = links.get(execution.getId());
                if (own != null) {
                    others.put(execution.getId(), Others.of(OrcaModel.execution(execution), own));
                }
            }
        } catch (Throwable failure) {
            failures.add("Could not find what shows on %d executions".formatted(executions.size()), failure);
        }
        return others;
    }

    private Map<String, List<JudgmentLink>> links(List<PipelineExecution> executions) {
        List<String> ids = executions.stream()
                .filter(execution -> execution.getType() == ExecutionType.PIPELINE)
                .filter(execution -> !execution.getStatus().isComplete())
                .map(PipelineExecution::getId)
                .distinct()
                .toList();
        List<JudgmentLink> links = new ArrayList<>();
        if (!ids.isEmpty()) {
            isolation.run(() -> links.addAll(navigation.links(ids)));
        }
        return links.stream().collect(groupingBy(link -> link.ancestor().executionId()));
    }
}
