package dev.leafnode.quickstart.web;

import dev.leafnode.model.Execution;
import dev.leafnode.quickstart.RunningApplication;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.Surface;
import dev.leafnode.store.tck.SurfaceTck;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The scenarios over HTTP, on one store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScenariosTest extends SurfaceTck {

    private RunningApplication application;

    /** What makes the application use the store. */
    abstract String[] settings();

    @BeforeAll
    void start() {
        application = RunningApplication.on(settings());
    }

    @AfterAll
    void stop() {
        application.close();
    }

    <T> T bean(Class<T> type) {
        return application.bean(type);
    }

    @Override
    protected ExecutionRepository executions() {
        return application.bean(ExecutionRepository.class);
    }

    @Override
    protected JudgmentRepository judgments() {
        return application.bean(JudgmentRepository.class);
    }

    @Override
    protected Surface surface() {
        return new HttpSurface(application);
    }

    @Override
    protected void clear() {
        List<Execution> some;
        do {
            some = executions().search(ExecutionQuery.all().withLinks(false)).executions();
            some.forEach(execution -> executions().delete(execution.id()));
        } while (!some.isEmpty());
    }
}
