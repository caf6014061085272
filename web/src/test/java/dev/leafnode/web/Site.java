package dev.leafnode.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.feed.Changes;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.json.JudgmentEventJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.web.resource.EnvironmentMapping;
import jakarta.servlet.Filter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The interface over a store in memory, with a small engine that takes decisions, and callers of it. */
final class Site {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final int LARGEST_REPORT = 100_000;

    final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.fixed(NOW));
    final EventLog events = new EventLog();
    final AtomicInteger calls = new AtomicInteger();

    /** What the engine throws instead of deciding. */
    @Nullable
    RuntimeException failure;

    /** What happens before each call of the store: others are at work meanwhile. */
    Runnable meanwhile = () -> {};

    private final Listeners listeners;
    private final MockMvc mvc;
    private final RequestPostProcessor caller;

    Site(AccessPolicy policy, RequestPostProcessor caller) {
        this(policy, caller, List.of());
    }

    /**
     * Makes a site.
     *
     * @param filters what every request passes, such as those of Spring Security
     */
    Site(AccessPolicy policy, RequestPostProcessor caller, List<Filter> filters) {
        this(policy, caller, filters, executions -> executions);
    }

    /**
     * Makes a site.
     *
     * @param known what the interface knows of the executions
     */
    private Site(
            AccessPolicy policy,
            RequestPostProcessor caller,
            List<Filter> filters,
            Function<ExecutionLookup, @Nullable ExecutionLookup> known) {
        this.caller = caller;
        JudgmentNavigationListener navigation = new JudgmentNavigationListener(
                store.judgments(), leaf -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.fixed(NOW));
        listeners = new Listeners(List.of(navigation, events), List.of(navigation, events));
        ExecutionRepository executions = counted(ExecutionRepository.class, store.executions());
        JudgmentRepository judgments = counted(JudgmentRepository.class, store.judgments());
        Inbox inbox = new Inbox(judgments);
        ExecutionLookup lookup = known.apply(ExecutionLookup.in(executions));
        LeafStates states = new LeafStates(Map.of(
                LeafState.JUDGMENT,
                new JudgmentNavigation(store.judgments()),
                LeafState.FAILED,
                new JudgmentNavigation(store.leaves(LeafState.FAILED))));
        ExecutionViews views = new ExecutionViews(executions, states, WaitRules.DEFAULT);
        ExecutionResources resources =
                new ExecutionResources(executions, WaitRules.DEFAULT, EnvironmentMapping.DEFAULT);
        ExecutionJson json = new ExecutionJson();
        Followers followers = new Followers(Duration.ofSeconds(1), Duration.ofMinutes(1));
        followers.start();
        mvc = MockMvcBuilders.standaloneSetup(
                        new ExecutionsController(executions, views, inbox, policy),
                        new JudgmentsController(
                                inbox,
                                new Blocked(inbox, lookup),
                                policy,
                                InstantSource.fixed(NOW),
                                new LeafLocation("https://ui/#/{application}/{executionId}?stage={stageId}", false)),
                        new DecisionsController(
                                new Deciding(
                                        inbox,
                                        new Blocked(inbox, lookup),
                                        this::decide,
                                        lookup,
                                        WaitRules.DEFAULT,
                                        InstantSource.fixed(NOW)),
                                views,
                                policy),
                        new ReportsController(
                                new Reporting(
                                        executions,
                                        listeners,
                                        json,
                                        new Redaction(executions, WaitRules.DEFAULT),
                                        InstantSource.fixed(NOW)),
                                json,
                                policy,
                                LARGEST_REPORT),
                        new EventsController(
                                new JudgmentFeed(
                                        new Changes(),
                                        judgments,
                                        dev.leafnode.feed.EventLog.ofProcess(),
                                        new JudgmentEventJson(),
                                        InstantSource.fixed(NOW),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        Duration.ofDays(1)),
                                followers,
                                policy,
                                CallerContext.NONE),
                        new WatchController(
                                resources,
                                new WatchedExecutions(executions, resources, policy, Duration.ofSeconds(1)),
                                followers,
                                policy,
                                CallerContext.NONE),
                        new PipelinesController(
                                new NewestPipelines(executions),
                                resources,
                                new ExecutionSearch(executions, resources, inbox),
                                policy),
                        new OpenApiController(""))
                .setControllerAdvice(new Problems())
                .addFilters(filters.toArray(Filter[]::new))
                .addPlaceholderValue("leafnode.web.base-path", "")
                .build();
    }

    private <T> T counted(Class<T> type, T repository) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    calls.incrementAndGet();
                    meanwhile.run();
                    return method.invoke(repository, arguments);
                }));
    }

    /** Where ann, who has the role "releasers", may do what anybody may who is authenticated. */
    static Site ofAnn() {
        return new Site(AccessPolicy.DEFAULT, as("ann", "releasers"));
    }

    /** The same where the interface knows nothing of executions but what is open. */
    static Site ofAnnWithoutExecutions() {
        return new Site(AccessPolicy.DEFAULT, as("ann", "releasers"), List.of(), executions -> null);
    }

    static RequestPostProcessor as(String name, String... roles) {
        return request -> {
            request.setUserPrincipal(new Somebody(name));
            List.of(roles).forEach(request::addUserRole);
            return request;
        };
    }

    static RequestPostProcessor asNobody() {
        return request -> request;
    }

    record Somebody(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** An answer. */
    record Answer(int status, @Nullable String type, Map<String, String> headers, String body) {

        JsonNode json() {
            return Answers.tree(body);
        }

        JsonNode at(String pointer) {
            return json().at(pointer);
        }
    }

    Answer get(String url) {
        return send(MockMvcRequestBuilders.get(java.net.URI.create(url)));
    }

    Answer get(String url, String header, String value) {
        return send(MockMvcRequestBuilders.get(java.net.URI.create(url)).header(header, value));
    }

    Answer post(String url, String body) {
        return send("POST", url, body);
    }

    Answer patch(String url, String body) {
        return send("PATCH", url, body);
    }

    Answer put(String url, String body) {
        return send("PUT", url, body);
    }

    Answer send(String method, String url, byte[] body) {
        return send(MockMvcRequestBuilders.request(HttpMethod.valueOf(method), java.net.URI.create(url))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    Answer send(String method, String url, String body) {
        return send(MockMvcRequestBuilders.request(HttpMethod.valueOf(method), java.net.URI.create(url))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    /** A body of a type, or of none. */
    Answer postOfType(@Nullable String contentType, String url, String body) {
        MockHttpServletRequestBuilder request =
                MockMvcRequestBuilders.post(java.net.URI.create(url)).content(body);
        return send(contentType == null ? request : request.header("Content-Type", contentType));
    }

    private Answer send(MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse response =
                    mvc.perform(request.with(caller)).andReturn().getResponse();
            Map<String, String> headers = new LinkedHashMap<>();
            response.getHeaderNames().forEach(name -> headers.put(name, String.valueOf(response.getHeader(name))));
            return new Answer(response.getStatus(), response.getContentType(), headers, response.getContentAsString());
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    /** What is served, and by which method. */
    Map<RequestMappingInfo, HandlerMethod> mappings() {
        return mvc.getDispatcherServlet().getHandlerMappings().stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .findFirst()
                .orElseThrow()
                .getHandlerMethods();
    }

    // The engine.

    /** Saves a running execution whose stage "call" waits for a child and whose stage "judge" for a human. */
    Execution waiting(String id, String application, @Nullable String parent) {
        Execution execution = waitingExecution(id, application, parent);
        store.executions().save(execution);
        return execution;
    }

    static Execution waitingExecution(String id, String application, @Nullable String parent) {
        return Execution.builder(id, application)
                .name("pipeline of " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(NOW)
                .startTime(NOW)
                .trigger(parent == null ? Trigger.empty() : Trigger.reference(parent, "call"))
                .stages(List.of(call(), judge(0)))
                .build();
    }

    /** Opens the judgment of an execution that was saved as above. */
    JudgmentKey open(String id) {
        return open(id, 0);
    }

    /** Starts the judgment so many milliseconds later, and opens it. */
    JudgmentKey open(String id, long later) {
        store.executions().saveStage(id, judge(later));
        Execution execution = store.executions().find(id).orElseThrow();
        Stage stage = execution.stage("judge").orElseThrow();
        listeners.beforeTask(execution, stage, stage.tasks().get(0));
        return new JudgmentKey(new StageKey(id, "judge"), NOW.plusMillis(later).toEpochMilli());
    }

    /** Stores how a stage stands and tells nobody. */
    void save(String id, Stage stage) {
        store.executions().saveStage(id, stage);
    }

    static Stage call() {
        return Stage.builder("call", "pipeline")
                .refId("1")
                .name("Call it")
                .status(ExecutionStatus.RUNNING)
                .startTime(NOW)
                .build();
    }

    static Stage judge(long later) {
        Instant since = NOW.plusMillis(later);
        return Stage.builder("judge", "manualJudgment")
                .refId("2")
                .name("Judge it")
                .status(ExecutionStatus.RUNNING)
                .startTime(since)
                .context(Map.of(
                        "instructions", "Look at it",
                        "judgmentInputs", List.of(Map.of("value", "blue"), Map.of("value", "red")),
                        "requiredJudgmentRoles", List.of("releasers")))
                .tasks(List.of(Task.notStarted("1", "waitForJudgment").running(since)))
                .build();
    }

    private synchronized Optional<JudgmentDecider.Outcome> decide(Decision decision) {
        if (failure != null) {
            throw failure;
        }
        StageKey key = decision.judgment().stage();
        return store.executions()
                .find(key.executionId())
                .flatMap(execution -> execution.stage(key.stageId()).map(stage -> decide(decision, execution, stage)));
    }

    private JudgmentDecider.Outcome decide(Decision decision, Execution execution, Stage stage) {
        Optional<Instant> since = WaitRules.DEFAULT.since(LeafState.JUDGMENT, execution, stage);
        if (!since.equals(Optional.of(decision.judgment().since()))) {
            return new JudgmentDecider.Outcome(false, stage);
        }
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.put("judgmentStatus", decision.verdict().json());
        context.put("judgmentInput", decision.input());
        context.put("judgmentComment", decision.comment());
        context.put("lastModifiedBy", decision.decidedBy());
        context.put("judgmentDecidedAt", decision.decidedAt().toEpochMilli());
        Stage ended = stage.toBuilder()
                .context(context)
                .status(decision.verdict() == Verdict.CONTINUE ? ExecutionStatus.SUCCEEDED : ExecutionStatus.TERMINAL)
                .endTime(decision.decidedAt())
                .tasks(stage.tasks().stream()
                        .map(task -> task.ended(ExecutionStatus.SUCCEEDED, decision.decidedAt()))
                        .toList())
                .build();
        store.executions().saveStage(execution.id(), ended);
        listeners.afterStage(execution.withStage(ended), ended);
        return new JudgmentDecider.Outcome(true, ended);
    }
}
