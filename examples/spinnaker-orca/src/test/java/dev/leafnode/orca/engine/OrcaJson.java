package dev.leafnode.orca.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import java.io.UncheckedIOException;

/** Executions as Orca writes and reads them. */
public final class OrcaJson {

    private OrcaJson() {}

    public static PipelineExecution read(String json) {
        try {
            return OrcaObjectMapper.getInstance().readValue(json, PipelineExecution.class);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    public static String write(PipelineExecution execution) {
        try {
            return OrcaObjectMapper.getInstance().writeValueAsString(execution);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
