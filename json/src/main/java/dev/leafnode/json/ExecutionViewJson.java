package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leafnode.model.Execution;
import dev.leafnode.navigation.Others;
import dev.leafnode.navigation.StateView;
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
 *   <li>a stage has a {@code leafStates} object when leaves below it are in other states that are asked for: by state
 *       ({@code failed}, {@code paused}) the {@code executionId} and {@code application} of the one that has been in it
 *       longest, and the {@code count} of all;
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

    /** {@link #write(Execution, Others, StateView, boolean, OutputStream)} with judgments only. */
    public void write(Execution execution, Others others, boolean expand, OutputStream out) throws IOException {
        write(execution, others, StateView.empty(), expand, out);
    }

    /**
     * Writes an execution to {@code out}, which is flushed and stays open.
     *
     * @param others what the execution shows
     * @param states what it shows besides judgments
     * @param expand whether contexts, outputs and tasks are written in full
     * @throws ExecutionFormatException if its values are nested deeper than any that was read; a part is written then
     * @throws IOException if the stream fails
     */
    public void write(Execution execution, Others others, StateView states, boolean expand, OutputStream out)
            throws IOException {
        JsonFormat.write(
                factory.createGenerator(out),
                writer -> writer.execution(new ExecutionView(others, states, expand).of(execution)));
    }

    /** {@link #writeAll(Iterable, Map, Map, boolean, OutputStream)} with judgments only. */
    public void writeAll(
            Iterable<Execution> executions, Map<String, Others> byExecutionId, boolean expand, OutputStream out)
            throws IOException {
        writeAll(executions, byExecutionId, Map.of(), expand, out);
    }

    /**
     * Writes executions as a JSON array to {@code out}, which is flushed and stays open. Each is taken from the iterable
     * when its turn comes.
     *
     * @param byExecutionId what each execution shows; one without an entry shows nothing
     * @param statesByExecutionId what each shows besides judgments, likewise
     * @param expand whether contexts, outputs and tasks are written in full
     * @throws ExecutionFormatException if values are nested deeper than any that was read; a part is written then
     * @throws IOException if the stream fails
     */
    public void writeAll(
            Iterable<Execution> executions,
            Map<String, Others> byExecutionId,
            Map<String, StateView> statesByExecutionId,
            boolean expand,
            OutputStream out)
            throws IOException {
        JsonGenerator json = factory.createGenerator(out);
        JsonFormat.write(json, writer -> {
            json.writeStartArray();
            for (Execution execution : executions) {
                Others others = byExecutionId.get(execution.id());
                ExecutionView view = new ExecutionView(
                        others == null ? Others.of(execution, List.of()) : others,
                        statesByExecutionId.getOrDefault(execution.id(), StateView.empty()),
                        expand);
                writer.execution(view.of(execution));
            }
            json.writeEndArray();
        });
    }
}
