package dev.leafnode.orca;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.Trigger;
import com.netflix.spinnaker.orca.events.TaskComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.listeners.DelegatingApplicationEventMulticaster;
import com.netflix.spinnaker.orca.listeners.InspectableEventListenerFactory;
import com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.TaskExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.persistence.InMemoryExecutionRepository;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import dev.leafnode.spring.UnusedFlywayAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The jar on the class path of an application that Spring Boot configures by itself, on a real Tomcat, over HTTP. */
class OrcaApplicationTest {

    private static final String ON = "spinnaker.manual-judgment-navigation=true";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode LINK = JSON.valueToTree(Map.of(
            "leafnodePipelineExecutionId", "LEAF",
            "leafnodePipelineApplicationName", "A2",
            "leafnodeApplicationName", "A2"));
    private static final JsonNode NOTHING = JSON.createObjectNode();

    /** The last one takes from what is stored, here as in Orca's memory. */
    private static final List<String> PATHS = List.of(
            "/pipelines/PARENT",
            "/pipelines?executionIds=PARENT",
            "/applications/A1/pipelines",
            "/entity/PARENT",
            "/applications/A1/pipelines?expand=false&statuses=RUNNING");

    private static final Chain UNDECIDED = new Chain();
    private static final Map<String, Application> READ_ONLY = new HashMap<>();

    private final Chain chain = new Chain();

    @AfterAll
    static void close() {
        READ_ONLY.values().forEach(Application::close);
    }

    @Test
    void a_judgment_shows_in_every_answer_until_it_is_decided() throws Exception {
        try (Application orca = new Application(chain, ON)) {
            everywhere(orca, LINK);

            chain.decide(orca);

            everywhere(orca, NOTHING);
        }
    }

    @Test
    void but_for_others_an_answer_is_what_orca_writes() throws Exception {
        for (String path : List.of("/pipelines/LEAF", "/pipelines?executionIds=PARENT,LEAF", "/entity/PARENT")) {
            JsonNode answer = with().getJson(path);
            executions(answer).forEach(OrcaApplicationTest::withoutOthers);

            assertThat(answer.toString())
                    .as(path)
                    .isEqualTo(without().getJson(path).toString());
        }
    }

    @Test
    void without_the_flag_answers_are_orcas_to_the_byte_and_there_is_no_bean_no_table_and_no_thread() throws Exception {
        Set<Thread> before = ownThreads();

        try (Application off = new Application(UNDECIDED)) {
            for (String path : PATHS) {
                assertThat(off.get(path))
                        .as(path)
                        .contains("PARENT")
                        .isEqualTo(without().get(path));
            }
            assertThat(off.ownBeans()).containsExactly("leafnodeUnusedFlyway");
            assertThat(off.tables()).isEmpty();
            assertThat(ownThreads()).isSubsetOf(before);
        }
    }

    @Test
    void with_the_flag_there_are_tables_and_no_thread_is_left_at_the_end() {
        Set<Thread> before = ownThreads();

        try (Application on = new Application(chain, ON)) {
            assertThat(on.tables()).contains("leafnode_judgment", "leafnode_schema_history");
            assertThat(ownThreads()).hasSizeGreaterThan(before.size());
        }
        assertThat(ownThreads()).isSubsetOf(before);
    }

    @Test
    void what_is_not_executions_is_left_alone() throws Exception {
        for (String path : List.of("/health", "/mixed/PARENT", "/applications/NONE/pipelines")) {
            assertThat(with().get(path)).as(path).isEqualTo(without().get(path));
        }
    }

    @Test
    void others_that_came_with_the_trigger_are_not_shown_and_the_field_is_there_once() throws Exception {
        chain.parent.getTrigger().setOther("others", Map.of("leafnodePipelineExecutionId", "FORGED"));

        try (Application on = new Application(chain, ON)) {
            String trigger = on.getJson("/pipelines/PARENT").get("trigger").toString();

            assertThat(on.get("/pipelines/PARENT")).doesNotContain("FORGED");
            assertThat(trigger).containsOnlyOnce("\"others\"");
        }
    }

    @Test
    void snapshots_of_parents_in_a_trigger_get_none() throws Exception {
        JsonNode trigger = with().getJson("/pipelines/LEAF").get("trigger");

        assertThat(trigger.get("others")).isEqualTo(NOTHING);
        assertThat(trigger.at("/parentExecution/stages/0").has("id")).isTrue();
        assertThat(trigger.get("parentExecution").findValues("others")).isEmpty();
    }

    /** A process that several tests read, with Leafnode and a judgment that nobody decides, */
    private static Application with() {
        return READ_ONLY.computeIfAbsent(ON, on -> new Application(UNDECIDED, on));
    }

    /** and the same without Leafnode. */
    private static Application without() {
        return READ_ONLY.computeIfAbsent(Application.WITHOUT_LEAFNODE, without -> new Application(UNDECIDED, without));
    }

    private static void everywhere(Application orca, JsonNode others) throws Exception {
        for (String path : PATHS) {
            JsonNode execution = only(orca.getJson(path));
            assertThat(execution.at("/stages/0/others")).as(path).isEqualTo(others);
            assertThat(execution.at("/trigger/others")).as(path).isEqualTo(others);
        }
    }

    private static JsonNode only(JsonNode answer) {
        List<ObjectNode> executions = executions(answer);
        assertThat(executions).hasSize(1);
        return executions.get(0);
    }

    private static List<ObjectNode> executions(JsonNode answer) {
        return answer instanceof ArrayNode several
                ? Stream.iterate(0, index -> index < several.size(), index -> index + 1)
                        .map(index -> (ObjectNode) several.get(index))
                        .toList()
                : List.of((ObjectNode) answer);
    }

    private static void withoutOthers(ObjectNode execution) {
        assertThat(((ObjectNode) execution.get("trigger")).remove("others")).isNotNull();
        execution
                .get("stages")
                .forEach(stage ->
                        assertThat(((ObjectNode) stage).remove("others")).isNotNull());
    }

    private static Set<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leafnode-"))
                .collect(toSet());
    }

    /** A pipeline of Orca's that waits for another, which waits for a human. */
    private static final class Chain {

        private static final long STARTED = 1_700_000_000_000L;

        private final PipelineExecution parent = new PipelineExecutionImpl(ExecutionType.PIPELINE, "PARENT", "A1");
        private final PipelineExecution leaf = new PipelineExecutionImpl(ExecutionType.PIPELINE, "LEAF", "A2");
        private final StageExecution judgment = stage("manualJudgment", "JUDGMENT", leaf, Map.of());
        private final TaskExecutionImpl task = new TaskExecutionImpl();

        Chain() {
            stage("pipeline", "WAITING", parent, Map.of("executionId", "LEAF"));
            running(parent, new DefaultTrigger("manual"));
            running(
                    leaf,
                    new PipelineTrigger(
                            "pipeline",
                            null,
                            "ann",
                            Map.of(),
                            List.of(),
                            List.of(),
                            false,
                            false,
                            false,
                            parent,
                            "WAITING"));
            task.setId("1");
            task.setName("waitForJudgment");
            task.setStatus(ExecutionStatus.RUNNING);
            task.setStartTime(STARTED);
            judgment.setTasks(List.of(task));
        }

        void start(Application orca) {
            orca.context.getBean(ExecutionRepository.class).store(parent);
            orca.context.getBean(ExecutionRepository.class).store(leaf);
            orca.context.publishEvent(new TaskStarted(this, judgment, task));
        }

        void decide(Application orca) {
            task.setStatus(ExecutionStatus.SUCCEEDED);
            judgment.setStatus(ExecutionStatus.SUCCEEDED);
            orca.context.publishEvent(new TaskComplete(this, judgment, task));
        }

        private static void running(PipelineExecution execution, Trigger trigger) {
            execution.setStatus(ExecutionStatus.RUNNING);
            execution.setBuildTime(STARTED);
            execution.setStartTime(STARTED);
            execution.setTrigger(trigger);
        }

        private static StageExecution stage(
                String type, String id, PipelineExecution execution, Map<String, Object> context) {
            StageExecution stage = new StageExecutionImpl(execution, type, new HashMap<>(context));
            stage.setId(id);
            stage.setRefId("1");
            stage.setStatus(ExecutionStatus.RUNNING);
            stage.setStartTime(STARTED);
            execution.getStages().add(stage);
            return stage;
        }
    }

    /** A process with that chain in it. */
    private static final class Application implements AutoCloseable {

        static final String WITHOUT_LEAFNODE = "spring.autoconfigure.exclude=%s,%s,%s"
                .formatted(
                        OrcaAutoConfiguration.class.getName(),
                        LeafnodeAutoConfiguration.class.getName(),
                        UnusedFlywayAutoConfiguration.class.getName());

        private final ConfigurableApplicationContext context;

        Application(Chain chain, String... settings) {
            context = new SpringApplicationBuilder(Orca.class)
                    .properties(
                            "spring.application.name=orca",
                            "spring.main.banner-mode=off",
                            "spring.jmx.enabled=false",
                            "server.port=0",
                            "leafnode.reconcile.interval=1h")
                    .run(Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new));
            chain.start(this);
        }

        String get(String path) throws IOException, InterruptedException {
            String port = context.getEnvironment().getProperty("local.server.port");
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        JsonNode getJson(String path) throws IOException, InterruptedException {
            return JSON.readTree(get(path));
        }

        List<String> ownBeans() {
            return Stream.of(context.getBeanDefinitionNames())
                    .filter(name -> name.startsWith("leafnode"))
                    .toList();
        }

        List<String> tables() {
            return new JdbcTemplate(context.getBean(DataSource.class))
                    .queryForList(
                            "select lower(table_name) from information_schema.tables where table_schema = 'PUBLIC'",
                            String.class);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /**
     * What of Orca's own configuration the adapter meets; everything else is Spring Boot's, but for what asks for passwords
     * and what calls other services.
     */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "com.netflix.spinnaker.kork.retrofit.RetrofitServiceFactoryAutoConfiguration",
                "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
                "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
                "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration"
            })
    @Import({ExecutionsController.class, OtherAnswers.class})
    static class Orca {

        @Bean
        ObjectMapper mapper() {
            return OrcaObjectMapper.getInstance();
        }

        @Bean
        ExecutionRepository executionRepository() {
            return new InMemoryExecutionRepository();
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.H2.create();
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        ApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster async = new SimpleApplicationEventMulticaster();
            async.setTaskExecutor(new SimpleAsyncTaskExecutor("events-"));
            return new DelegatingApplicationEventMulticaster(new SimpleApplicationEventMulticaster(), async);
        }

        @Bean(AnnotationConfigUtils.EVENT_LISTENER_FACTORY_BEAN_NAME)
        static EventListenerFactory eventListenerFactory() {
            return new InspectableEventListenerFactory();
        }
    }

    /** Answers of other types that hold executions. */
    @RestController
    static class OtherAnswers {

        private final ExecutionRepository repository;

        OtherAnswers(ExecutionRepository repository) {
            this.repository = repository;
        }

        @GetMapping("/entity/{id}")
        ResponseEntity<PipelineExecution> entity(@PathVariable("id") String id) {
            return ResponseEntity.ok(repository.retrieve(ExecutionType.PIPELINE, id));
        }

        @GetMapping("/mixed/{id}")
        List<Object> mixed(@PathVariable("id") String id) {
            return List.of("text", repository.retrieve(ExecutionType.PIPELINE, id));
        }
    }
}
