package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.Listeners;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

class ListenersOrderTest {

    private static final Stage JUDGMENT = Stage.builder("stage", "manualJudgment")
            .status(ExecutionStatus.RUNNING)
            .startTime(Instant.EPOCH)
            .build();

    private static final Execution EXECUTION = Execution.builder("execution", "application")
            .status(ExecutionStatus.RUNNING)
            .stages(List.of(JUDGMENT))
            .build();

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory")
            .withUserConfiguration(HostListeners.class);

    @Test
    void stage_listeners_run_in_the_order_of_their_beans() {
        host.run(context -> {
            context.getBean(Listeners.class).beforeStage(EXECUTION, JUDGMENT);

            assertThat(context.getBean(Calls.class).made()).containsExactly("ordered", "annotated", "unordered");
        });
    }

    @Test
    void execution_listeners_run_in_the_order_of_their_beans() {
        host.run(context -> {
            context.getBean(Listeners.class).afterExecution(EXECUTION);

            assertThat(context.getBean(Calls.class).made()).containsExactly("annotated", "unordered");
        });
    }

    @Test
    void a_listener_that_fails_stops_neither_the_engine_nor_navigation() {
        host.withBean("failing", StageListener.class, Failing::new).run(context -> {
            context.getBean(ExecutionRepository.class).save(EXECUTION);
            context.getBean(Listeners.class).beforeStage(EXECUTION, JUDGMENT);

            assertThat(context.getBean(Calls.class).made()).contains("unordered");
            assertThat(context.getBean(JudgmentNavigation.class)
                            .inbox(JudgmentQuery.all())
                            .judgments())
                    .hasSize(1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class HostListeners {

        @Bean
        Calls calls() {
            return new Calls(new ArrayList<>());
        }

        @Bean
        Recording unordered(Calls calls) {
            return new Recording("unordered", calls);
        }

        @Bean
        @Order(2)
        Recording annotated(Calls calls) {
            return new Recording("annotated", calls);
        }

        @Bean
        OrderedRecording ordered(Calls calls) {
            return new OrderedRecording(calls);
        }
    }

    record Calls(List<String> made) {}

    record Recording(String name, Calls calls) implements StageListener, ExecutionListener {

        @Override
        public void beforeStage(Execution execution, Stage stage) {
            calls.made().add(name);
        }

        @Override
        public void afterExecution(Execution execution) {
            calls.made().add(name);
        }
    }

    record OrderedRecording(Calls calls) implements StageListener, Ordered {

        @Override
        public int getOrder() {
            return 1;
        }

        @Override
        public void beforeStage(Execution execution, Stage stage) {
            calls.made().add("ordered");
        }
    }

    record Failing() implements StageListener, Ordered {

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void beforeStage(Execution execution, Stage stage) {
            throw new IllegalStateException("thrown on purpose");
        }
    }
}
