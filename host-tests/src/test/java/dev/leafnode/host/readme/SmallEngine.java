package dev.leafnode.host.readme;

import dev.leafnode.json.ExecutionViewJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** An engine whose executions have one stage each: a "pipeline" waits for an execution, a "manualJudgment" for a human. */
@Component
public class SmallEngine implements CommandLineRunner {

    private final ExecutionRepository executions;
    private final Listeners listeners;
    private final JudgmentNavigation navigation;

    public SmallEngine(ExecutionRepository executions, Listeners listeners, JudgmentNavigation navigation) {
        this.executions = executions;
        this.listeners = listeners;
        this.navigation = navigation;
    }

    @Override
    public void run(String... arguments) throws IOException {
        Execution parent = start("e1", "A1", "pipeline", Trigger.empty());
        Execution leaf =
                start("e2", "A2", "manualJudgment", Trigger.snapshot(parent, "s1")); // who waits for it, and where
        System.out.println(list("A1"));
        end(leaf, ExecutionStatus.SUCCEEDED);
        System.out.println(list("A1"));
    }

    /** Each state is stored first and told then. */
    private Execution start(String id, String application, String stageType, Trigger trigger) {
        Instant now = Instant.now();
        Task task = Task.notStarted("1", "wait").running(now);
        Stage stage = Stage.builder("s1", stageType)
                .status(ExecutionStatus.RUNNING)
                .startTime(now)
                .tasks(List.of(task))
                .build();
        Execution execution = Execution.builder(id, application)
                .status(ExecutionStatus.RUNNING)
                .buildTime(now)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
        executions.save(execution);
        listeners.beforeExecution(execution);
        listeners.beforeStage(execution, stage);
        listeners.beforeTask(execution, stage, task); // a judgment waits from here …
        return execution;
    }

    /** Whatever ended it: cancelled, failed and timed out, too. */
    private void end(Execution execution, ExecutionStatus status) {
        Instant now = Instant.now();
        Stage running = execution.stages().get(0);
        Task task = running.tasks().get(0).ended(status, now);
        Stage stage = running.toBuilder()
                .status(status)
                .endTime(now)
                .tasks(List.of(task))
                .build();
        executions.saveStage(execution.id(), stage); // one row, whatever else the execution holds
        listeners.afterTask(execution, stage, task); // … to here
        listeners.afterStage(execution, stage);

        Execution ended = execution.withStage(stage).toBuilder()
                .status(status)
                .endTime(now)
                .build();
        executions.save(ended);
        listeners.afterExecution(ended);
    }

    /** What an application runs, in Orca's shape, with `others`. */
    private String list(String application) throws IOException {
        ExecutionPage page = executions.search(ExecutionQuery.ofApplication(application));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new ExecutionViewJson().writeAll(page.executions(), navigation.others(page), true, json);
        return json.toString(StandardCharsets.UTF_8);
    }
}
