package dev.leafnode.quickstart.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.UriUtils;

/** Shows trees while they wait and, if asked to, decides every judgment and shows them again. */
final class Tour {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_ECHO = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final RestApi api;
    private final List<Exhibit> exhibits;
    private final List<String> differences = new ArrayList<>();

    Tour(PrintWriter out, RestApi api, List<Exhibit> exhibits) {
        this.out = out;
        this.api = api;
        this.exhibits = exhibits;
    }

    /**
     * Waits until the judgments wait and prints the trees.
     *
     * @throws CommandException if that takes too long
     */
    void showWaiting() {
        for (Exhibit exhibit : exhibits) {
            Tree ready = Patience.look(exhibit.look(), exhibit.isReady(), LONGEST_START);
            if (!exhibit.isReady().test(ready)) {
                throw new CommandException(
                        "%s: after %d s, expected all of them to wait, found %d executions and %d judgments"
                                .formatted(
                                        exhibit.title(),
                                        LONGEST_START.toSeconds(),
                                        ready.executions().size(),
                                        ready.leaves().size()));
            }
            show(
                    exhibit.title(),
                    Patience.look(exhibit.look(), tree -> tree.differences().isEmpty(), LONGEST_ECHO));
        }
    }

    /** Continues every judgment and prints the trees again, which are to show nothing any more. */
    void decideAndShow() {
        for (Exhibit exhibit : exhibits) {
            for (Tree.Leaf leaf : exhibit.look().get().leaves()) {
                api.proceed(leaf);
                out.printf(
                        "Continued %s of %s.%n",
                        leaf.execution().pipeline(), leaf.execution().id());
            }
        }
        for (Exhibit exhibit : exhibits) {
            Tree decided = Patience.look(
                    exhibit.look(),
                    tree -> tree.leaves().isEmpty() && tree.differences().isEmpty(),
                    LONGEST_ECHO);
            decided.leaves().stream()
                    .map(leaf -> "%s still waits".formatted(leaf.execution().id()))
                    .forEach(differences::add);
            show("The same, now that nobody is awaited any more.", decided);
        }
    }

    /**
     * Tells how to go on from here.
     *
     * @param base where the application serves
     */
    void showTheWay(String base) {
        List<ExecutionView> executions = exhibits.stream()
                .flatMap(exhibit -> exhibit.look().get().executions().stream())
                .toList();
        String application = UriUtils.encode(executions.get(0).application(), StandardCharsets.UTF_8);
        out.printf("%nOpen    %s/%s%n", base, executions.get(0).isImported() ? "#/applications/" + application : "");
        out.printf("List    curl '%s/applications/%s/pipelines?expand=false&statuses=RUNNING'%n", base, application);
        exhibits.stream()
                .flatMap(exhibit -> exhibit.look().get().leaves().stream())
                .findFirst()
                .ifPresent(leaf -> out.printf(
                        "Decide  curl -X PATCH -d '{\"judgmentStatus\": \"continue\"}' %s%s%n", base, leaf.path()));
        out.printf("Start   curl -X POST -d '{\"id\": \"demo/release\"}' %s/pipelines%n", base);
        out.printf("Stop    Ctrl-C%n");
        out.flush();
    }

    /** What differed from the design in anything that was shown. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    private void show(String title, Tree tree) {
        differences.addAll(tree.differences());
        out.printf("%n%s%n%n%s", title, Table.of(tree));
        out.flush();
    }
}
