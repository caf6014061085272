package dev.leafnode.orca.engine;

import com.netflix.spinnaker.kork.artifacts.model.Artifact;
import com.netflix.spinnaker.kork.artifacts.model.ExpectedArtifact;
import com.netflix.spinnaker.orca.api.pipeline.models.Trigger;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In the shape of orca-sql's {@code PipelineRefTrigger}: who the parent is, and nothing of what it was. */
public final class ReferenceTrigger implements Trigger {

    private final PipelineTrigger snapshot;
    private final Map<String, Object> other = new HashMap<>();

    public ReferenceTrigger(PipelineTrigger snapshot) {
        this.snapshot = snapshot;
    }

    public String getParentExecutionId() {
        return snapshot.getParentExecution().getId();
    }

    public @Nullable String getParentPipelineStageId() {
        return snapshot.getParentPipelineStageId();
    }

    @Override
    public String getType() {
        return "pipelineRef";
    }

    @Override
    public @Nullable String getCorrelationId() {
        return snapshot.getCorrelationId();
    }

    @Override
    public @Nullable String getUser() {
        return snapshot.getUser();
    }

    @Override
    public Map<String, Object> getParameters() {
        return snapshot.getParameters();
    }

    @Override
    public List<Artifact> getArtifacts() {
        return snapshot.getArtifacts();
    }

    @Override
    public boolean isRebake() {
        return snapshot.isRebake();
    }

    @Override
    public void setRebake(boolean rebake) {
        snapshot.setRebake(rebake);
    }

    @Override
    public boolean isDryRun() {
        return snapshot.isDryRun();
    }

    @Override
    public void setDryRun(boolean dryRun) {
        snapshot.setDryRun(dryRun);
    }

    @Override
    public boolean isStrategy() {
        return snapshot.isStrategy();
    }

    @Override
    public void setStrategy(boolean strategy) {
        snapshot.setStrategy(strategy);
    }

    @Override
    public List<ExpectedArtifact> getResolvedExpectedArtifacts() {
        return snapshot.getResolvedExpectedArtifacts();
    }

    @Override
    public void setResolvedExpectedArtifacts(List<ExpectedArtifact> artifacts) {
        snapshot.setResolvedExpectedArtifacts(artifacts);
    }

    @Override
    public List<Map<String, Object>> getNotifications() {
        return snapshot.getNotifications();
    }

    @Override
    public Map<String, Object> getOther() {
        return other;
    }

    @Override
    public void setOther(String key, Object value) {
        other.put(key, value);
    }

    @Override
    public void setOther(Map<String, Object> values) {
        other.putAll(values);
    }
}
