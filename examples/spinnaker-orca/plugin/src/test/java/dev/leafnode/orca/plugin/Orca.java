package dev.leafnode.orca.plugin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.netflix.spinnaker.config.PluginsAutoConfiguration;
import com.netflix.spinnaker.orca.annotations.Sync;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.listeners.DelegatingApplicationEventMulticaster;
import com.netflix.spinnaker.orca.listeners.InspectableEventListenerFactory;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.persistence.InMemoryExecutionRepository;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application on a real Tomcat with what the plugin meets in Orca: Orca's multicaster, factory of listeners and mapper,
 * kork's own configuration of plugins, a database, and a registry of meters.
 */
final class Orca implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /** Starts it with what is in a directory of plugins. */
    Orca(Path plugins, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.application.name=orca",
                "--spring.main.banner-mode=off",
                "--spring.jmx.enabled=false",
                "--server.port=0",
                "--spinnaker.extensibility.plugins-root-path=" + plugins,
                "--spinnaker.extensibility.enable-default-repositories=false"));
        Stream.of(settings).map(setting -> "--" + setting).forEach(arguments::add);
        context = new SpringApplicationBuilder(Configured.class).run(arguments.toArray(String[]::new));
    }

    void store(PipelineExecution execution) {
        context.getBean(ExecutionRepository.class).store(execution);
    }

    void tell(ApplicationEvent event) {
        context.publishEvent(event);
    }

    /** What it answers for an execution. */
    String get(String executionId) {
        URI uri = URI.create("http://localhost:%s/pipelines/%s"
                .formatted(context.getEnvironment().getProperty("local.server.port"), executionId));
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The beans of Leafnode's in it. */
    List<String> ownBeans() {
        return Stream.of(context.getBeanDefinitionNames())
                .filter(name -> name.startsWith("leafnode"))
                .toList();
    }

    Object bean(String name) {
        return context.getBean(name);
    }

    List<String> ownTables() {
        return context.getBean(JdbcTemplate.class).queryForList("""
                        select lower(table_name) from information_schema.tables
                        where lower(table_name) like 'leafnode%' order by 1
                        """, String.class);
    }

    List<String> ownMeters() {
        return context.getBean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("leafnode."))
                .sorted()
                .distinct()
                .toList();
    }

    /** Of what contexts its listeners were told the start or the end, each as an event and a name. */
    List<String> contextsToldOf() {
        return context.getBean(ContextEvents.class).told;
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Import({PluginsAutoConfiguration.class, ExecutionsController.class, ContextEvents.class})
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Configured {

        @Bean
        ObjectMapper mapper() {
            return OrcaObjectMapper.getInstance();
        }

        @Bean
        ExecutionRepository executionRepository() {
            return new InMemoryExecutionRepository();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** As in Orca, the pool is measured, and so the registry comes before it. */
        @Bean
        DataSource dataSource(MeterRegistry registry) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
            pool.setMetricRegistry(registry);
            return pool;
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
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

    /** Stands in for the controller of orca-web, which is not published. */
    @RestController
    static class ExecutionsController {

        private final ExecutionRepository repository;

        ExecutionsController(ExecutionRepository repository) {
            this.repository = repository;
        }

        @GetMapping("/pipelines/{id}")
        PipelineExecution one(@PathVariable("id") String id) {
            return repository.retrieve(ExecutionType.PIPELINE, id);
        }
    }

    /** A listener of Orca's to the life of contexts. */
    static class ContextEvents {

        private final List<String> told = new CopyOnWriteArrayList<>();

        @Sync
        @EventListener
        public void on(ApplicationContextEvent event) {
            told.add(event.getClass().getSimpleName() + " "
                    + event.getApplicationContext().getDisplayName());
        }
    }
}
