package dev.leafnode.quickstart.imports;

import dev.leafnode.json.ExecutionFormatException;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.repository.ExecutionRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An execution as Orca wrote it, with the parents nested in its trigger. It is taken for one that runs, and a judgment
 * that waits is added to it. Importing it again makes a new attempt of that judgment.
 */
public final class ImportedTree {

    private static final String JUDGMENT_ID = "imported-judgment";

    private final List<Execution> parents;
    private final Execution leaf;

    private ImportedTree(List<Execution> parents, Execution leaf) {
        this.parents = parents;
        this.leaf = leaf;
    }

    /**
     * Reads a file; nothing is stored yet.
     *
     * @throws ImportException if it is not there, too large or no execution, or if one of its executions is its own
     *     ancestor
     */
    public static ImportedTree read(Path file) {
        Execution leaf = execution(file);
        List<Execution> parents = new ArrayList<>();
        Set<String> ids = new HashSet<>(Set.of(leaf.id()));
        for (Execution parent = leaf.trigger().parentExecution();
                parent != null;
                parent = parent.trigger().parentExecution()) {
            if (!ids.add(parent.id())) {
                throw new ImportException(
                        "%s: expected executions with other parents than themselves, got %s as its own ancestor"
                                .formatted(file, parent.id()));
            }
            parents.add(parent);
        }
        Collections.reverse(parents);
        return new ImportedTree(List.copyOf(parents), leaf);
    }

    private static Execution execution(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ImportException("%s: expected a file, found none".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > ExecutionJson.DEFAULT_MAX_LENGTH) {
                throw new ImportException("%s: expected at most %d bytes, got %d"
                        .formatted(file, ExecutionJson.DEFAULT_MAX_LENGTH, size));
            }
            return new ExecutionJson().read(in);
        } catch (ExecutionFormatException | IllegalArgumentException malformed) {
            throw new ImportException("%s: %s".formatted(file, malformed.getMessage()), malformed);
        } catch (IOException unreadable) {
            throw new ImportException("%s: could not be read: %s".formatted(file, unreadable.getMessage()), unreadable);
        }
    }

    /** The ids of its executions, from the root to the leaf. */
    public List<String> executionIds() {
        List<String> ids = new ArrayList<>(parents.stream().map(Execution::id).toList());
        ids.add(leaf.id());
        return ids;
    }

    /** Stores everything and tells the listeners that a judgment waits, as the engine that wrote it would. */
    public void store(ExecutionRepository executions, Listeners listeners, Instant now) {
        Stage judgment = judgment(now);
        Execution waiting = waiting(judgment);
        parents.forEach(executions::save);
        executions.save(waiting);
        listeners.beforeExecution(waiting);
        listeners.beforeStage(waiting, judgment);
        judgment.tasks().forEach(task -> listeners.beforeTask(waiting, judgment, task));
    }

    private static Stage judgment(Instant now) {
        return Stage.builder(JUDGMENT_ID, "manualJudgment")
                .refId(JUDGMENT_ID)
                .name("Added by the import: proceed?")
                .status(ExecutionStatus.RUNNING)
                .startTime(now)
                .tasks(List.of(Task.notStarted("1", "waitForJudgment").running(now)))
                .build();
    }

    private Execution waiting(Stage judgment) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(leaf.extra());
        extra.computeIfPresent("canceled", (field, value) -> false);
        return leaf.withStage(judgment).toBuilder()
                .status(ExecutionStatus.RUNNING)
                .endTime(null)
                .extra(extra)
                .build();
    }
}
