package dev.leafnode.orca;

import com.fasterxml.jackson.databind.JsonNode;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.listeners.DelegatingApplicationEventMulticaster;
import com.netflix.spinnaker.orca.listeners.InspectableEventListenerFactory;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The Spring application of one Orca with the adapter in it: Orca's own multicaster and factory of listeners, wired as Orca
 * wires them, its repository behind a proxy, as there, and its mapper in Spring MVC.
 */
final class OrcaPod implements AutoCloseable {

    private final AnnotationConfigServletWebApplicationContext context =
            new AnnotationConfigServletWebApplicationContext();
    private final MockMvc mvc;

    OrcaPod(ExecutionRepository repository, Clock clock, DataSource judgments, String... properties) {
        TestPropertyValues.of("spinnaker.manual-judgment-navigation=true", "leafnode.reconcile.interval=1h")
                .and(properties)
                .applyTo(context);
        context.setServletContext(new MockServletContext());
        context.register(Orca.class, OrcaAutoConfiguration.class, LeafnodeAutoConfiguration.class);
        context.registerBean("executionRepository", ExecutionRepository.class, () -> {
            // As in Orca, where the registry binds its meters while it is made.
            context.getBean(MeterRegistry.class);
            return Repositories.proxied(repository);
        });
        context.registerBean("clock", Clock.class, () -> clock);
        context.registerBean("dataSource", DataSource.class, () -> judgments);
        context.refresh();
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
    }

    /** Where the handlers of this Orca publish their events. */
    ApplicationEventPublisher publisher() {
        return context;
    }

    /** What it answers to {@code GET path}. */
    String get(String path) {
        try {
            return mvc.perform(MockMvcRequestBuilders.get(path))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (Exception failure) {
            throw new IllegalStateException("GET " + path, failure);
        }
    }

    JsonNode getJson(String path) {
        try {
            return OrcaObjectMapper.getInstance().readTree(get(path));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    void reconcile() {
        context.getBean(Reconciler.class).reconcile();
    }

    /** How many judgments are open, as far as navigation knows. */
    int open() {
        return bean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT))
                .judgments()
                .size();
    }

    /** As if navigation had never heard of anything. */
    void forgetEverything() {
        JdbcTemplate jdbc = new JdbcTemplate(bean(DataSource.class));
        for (String table : List.of("leafnode_judgment_link", "leafnode_judgment")) {
            jdbc.update("delete from " + table);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    boolean has(Class<?> type) {
        return context.getBeanNamesForType(type).length > 0;
    }

    List<String> ownBeans() {
        return Stream.of(context.getBeanDefinitionNames())
                .filter(name -> name.contains("leafnode"))
                .toList();
    }

    double count(String counter) {
        return context.getBean(MeterRegistry.class)
                .get(counter)
                .functionCounter()
                .count();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What of Orca's own configuration the adapter meets. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Orca implements WebMvcConfigurer {

        @Override
        public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
            converters.removeIf(AbstractJackson2HttpMessageConverter.class::isInstance);
            converters.add(new MappingJackson2HttpMessageConverter(OrcaObjectMapper.getInstance()));
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        ApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster async = new SimpleApplicationEventMulticaster();
            async.setTaskExecutor(new SimpleAsyncTaskExecutor("events-"));
            return new DelegatingApplicationEventMulticaster(new SimpleApplicationEventMulticaster(), async);
        }

        @Bean(AnnotationConfigUtils.EVENT_LISTENER_FACTORY_BEAN_NAME)
        EventListenerFactory eventListenerFactory() {
            return new InspectableEventListenerFactory();
        }

        @Bean
        MeterRegistry meterRegistry(List<MeterBinder> binders) {
            MeterRegistry registry = new SimpleMeterRegistry();
            binders.forEach(binder -> binder.bindTo(registry));
            return registry;
        }

        @Bean
        ExecutionsController executionsController(ExecutionRepository repository) {
            return new ExecutionsController(repository);
        }
    }
}
