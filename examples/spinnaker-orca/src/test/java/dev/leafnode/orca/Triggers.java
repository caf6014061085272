package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import java.util.ArrayList;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Triggers as Orca makes them. */
final class Triggers {

    private Triggers() {}

    /** Of a child that a stage of that execution started; of none of its stages if there is no id. */
    static PipelineTrigger snapshot(PipelineExecution parent, @Nullable String stageId) {
        return new PipelineTrigger(
                "pipeline",
                null,
                "alice",
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                false,
                false,
                false,
                parent,
                stageId);
    }
}
