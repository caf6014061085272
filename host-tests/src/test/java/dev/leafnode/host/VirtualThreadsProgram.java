package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A host on virtual threads, from its start to its end: its engine's threads and those of its requests. */
final class VirtualThreadsProgram {

    private VirtualThreadsProgram() {}

    public static void main(String[] settings) throws Exception {
        try (Host host = Host.start(List.of(CurrentThread.class), settings)) {
            assertThat(get(host, "/thread")).startsWith("VirtualThread");
            onEngine(host, () -> Tree.open(host.context()));
            assertThat(get(host, "/leafnode/applications/A1/pipelines"))
                    .contains("\"leafnodePipelineExecutionId\":\"leaf\"");
            onEngine(host, () -> Tree.assertShownUntilItIsOver(host.context()));
            onEngine(
                    host,
                    () -> new TransactionTemplate(host.bean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> {
                                Tree.open(host.context());
                                status.setRollbackOnly();
                            }));
            assertThat(Tree.waiting(host.context())).isZero();
            System.out.println("Shown until it was over, on virtual threads.");
        }
    }

    private static void onEngine(Host host, Runnable work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(
                () -> {
                    assertThat(Thread.currentThread().toString()).startsWith("VirtualThread");
                    work.run();
                },
                null);
        host.context().getBean("applicationTaskExecutor", TaskExecutor.class).execute(task);
        task.get(30, TimeUnit.SECONDS);
    }

    private static String get(Host host, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(host.url() + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @RestController
    static class CurrentThread {

        @GetMapping("/thread")
        String thread() {
            return Thread.currentThread().toString();
        }
    }
}
