package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leafnode.model.Execution;
import dev.leafnode.navigation.Others;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes executions with the view of what waits below them, as Orca's REST API answers and as Spinnaker's Deck reads
 * them (observed on its code):
 *
 * <ul>
 *   <li>each stage and the trigger have an {@code others} object: the leafnode attributes while a judgment shows there,
 *       empty otherwise. Deck's list loses a whole row when a stage has none;
 *   <li>each stage has a {@code context} object and the trigger a {@code resolvedExpectedArtifacts} array, empty when
 *       the engine wrote none: the list needs them too.
 * </ul>
 *
 * <p>Not expanded, a stage keeps of its {@code context} the {@code group} only, and its {@code outputs} and
 * {@code tasks} are empty, as in Orca's own answer; everything else is there, the attributes too. Snapshots of parents
 * inside triggers are written as the engine wrote them, without {@code others}: they show the past, and no client draws
 * their stages.
 *
 * <p>Safe for use by many threads.
 */
public final class ExecutionViewJson {

    /** What a reader accepted can be written: alone, as a stage within an execution, and that within a list. */
    private static final int MAX_DEPTH = JsonFormat.MAX_DEPTH + 3;

    private final JsonFactory factory = JsonFormat.factory(ExecutionJson.DEFAULT_MAX_LENGTH, MAX_DEPTH);

    /**
     * Writes an execution to {@code out}, which is flushed and stays open.
     *
     * @param others what the execution shows
     * @param expand whether contexts, outputs and tasks are written in full
     * @throws ExecutionFormatException if its values are nested deeper than any that was read; a part is written then
     * @throws IOException if the stream fails
     */
    public void write(Execution execution, Others others, boolean expand, OutputStream out) throws IOException {
        JsonFormat.write(
                factory.createGenerator(out),
                writer -> writer.execution(new ExecutionView(others, expand).of(execution)));
    }

    /**
     * Writes executions as a JSON array to {@code out}, which is flushed and stays open. Each is taken from the iterable
     * when its turn comes.
     *
     * @param byExecutionId what each execution shows; one without an entry shows nothing
     * @param expand whether contexts, outputs and tasks are written in full
     * @throws ExecutionFormatException if values are nested deeper than any that was read; a part is written then
     * @throws IOException if the stream fails
     */
    public void writeAll(
            Iterable<Execution> executions, Map<String, Others> byExecutionId, boolean expand, OutputStream out)
            throws IOException {
        JsonGenerator json = factory.createGenerator(out);
        JsonFormat.write(json, writer -> {
            json.writeStartArray();
            for (Execution execution : executions) {
                Others others = byExecutionId.get(execution.id());
                ExecutionView view =
                        new ExecutionView(others == null ? Others.of(execution, List.of()) : others, expand);
                writer.execution(view.of(execution));
            }
            json.writeEndArray();
        });
    }
}
