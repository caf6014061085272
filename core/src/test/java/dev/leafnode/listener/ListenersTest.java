package dev.leafnode.listener;

import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void listeners_run_in_the_order_they_were_given() {
        Listeners listeners = new Listeners(List.of(new Recorder("1"), new Recorder("2")), List.of(new Recorder("3")));
        Execution execution = running("e", running("s", "wait"));
        Stage stage = execution.stages().get(0);
        Task task = Task.notStarted("t", "wait");
        listeners.beforeExecution(execution);
        listeners.beforeStage(execution, stage);
        listeners.beforeTask(execution, stage, task);
        listeners.afterTask(execution, stage, task);
        listeners.afterStage(execution, stage);
        listeners.afterExecution(execution);
        assertThat(heard)
                .containsExactly(
                        "3 beforeExecution e",
                        "1 beforeStage s",
                        "2 beforeStage s",
                        "1 beforeTask t",
                        "2 beforeTask t",
                        "1 afterTask t",
                        "2 afterTask t",
                        "1 afterStage s",
                        "2 afterStage s",
                        "3 afterExecution e");
    }

    @Test
    void a_listener_that_throws_harms_neither_the_engine_nor_the_others() {
        StageListener exception = new StageListener() {
            @Override
            public void beforeStage(Execution execution, Stage stage) {
                throw new IllegalStateException("broken");
            }
        };
        StageListener error = new StageListener() {
            @Override
            public void beforeStage(Execution execution, Stage stage) {
                throw new NoClassDefFoundError("broken");
            }
        };
        Listeners listeners = new Listeners(List.of(exception, error, new Recorder("last")), List.of());
        Execution execution = running("e", running("s", "wait"));
        listeners.beforeStage(execution, execution.stages().get(0));
        assertThat(heard).containsExactly("last beforeStage s");
    }

    private final class Recorder implements StageListener, ExecutionListener {

        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void beforeExecution(Execution execution) {
            heard.add(name + " beforeExecution " + execution.id());
        }

        @Override
        public void afterExecution(Execution execution) {
            heard.add(name + " afterExecution " + execution.id());
        }

        @Override
        public void beforeStage(Execution execution, Stage stage) {
            heard.add(name + " beforeStage " + stage.id());
        }

        @Override
        public void afterStage(Execution execution, Stage stage) {
            heard.add(name + " afterStage " + stage.id());
        }

        @Override
        public void beforeTask(Execution execution, Stage stage, Task task) {
            heard.add(name + " beforeTask " + task.id());
        }

        @Override
        public void afterTask(Execution execution, Stage stage, Task task) {
            heard.add(name + " afterTask " + task.id());
        }
    }
}
