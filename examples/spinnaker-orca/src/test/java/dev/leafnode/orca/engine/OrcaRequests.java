package dev.leafnode.orca.engine;

import static com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType.PIPELINE;

import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution.LastModifiedDetails;
import java.util.List;
import java.util.Map;

/** What Orca's controllers do when they are asked, through the same operator. What follows is in the queue. */
public final class OrcaRequests {

    private static final String USER = "alice";

    private final OrcaInstance instance;

    OrcaRequests(OrcaInstance instance) {
        this.instance = instance;
    }

    /** Decides a judgment: {@code continue} or {@code stop}. */
    public void judge(StageExecution stage, String judgment) {
        patch(stage, Map.of("judgmentStatus", judgment));
    }

    /** {@code PATCH /pipelines/{id}/stages/{stageId}}. */
    public void patch(StageExecution stage, Map<String, Object> context) {
        instance.operator()
                .updateStage(PIPELINE, stage.getExecution().getId(), stage.getId(), stored -> modify(stored, context));
    }

    /** Skips a stage by hand, as a patch does. */
    public void skip(StageExecution stage) {
        patch(stage, Map.of("manualSkip", true));
    }

    public void cancel(PipelineExecution execution) {
        instance.operator().cancel(PIPELINE, execution.getId(), USER, "no longer wanted");
    }

    public void pause(PipelineExecution execution) {
        instance.operator().pause(PIPELINE, execution.getId(), USER);
    }

    public void resume(PipelineExecution execution) {
        instance.operator().resume(PIPELINE, execution.getId(), USER, false);
    }

    public void restart(StageExecution stage) {
        instance.operator().restartStage(stage.getExecution().getId(), stage.getId());
    }

    /** Whatever its status: the controller would refuse one that is not complete. */
    public void delete(PipelineExecution execution) {
        instance.operator().delete(PIPELINE, execution.getId());
    }

    /** What an administrator does to an execution that hangs: everything is stored as cancelled, nothing is queued. */
    public void forceCancel(PipelineExecution execution) {
        instance.forceCancellation().forceCancel(PIPELINE, execution.getId(), USER);
    }

    /** The flag alone, with nothing queued: what a {@code pipeline} stage that is cancelled does to its child. */
    public void cancelInRepository(PipelineExecution execution) {
        instance.repository().cancel(PIPELINE, execution.getId(), USER, "parent pipeline");
    }

    private void modify(StageExecution stage, Map<String, Object> context) {
        stage.getContext().putAll(context);
        LastModifiedDetails details = new LastModifiedDetails();
        details.setUser(USER);
        details.setAllowedAccounts(List.of());
        details.setLastModifiedTime(instance.clock().millis());
        stage.setLastModified(details);
        stage.getContext().put("lastModifiedBy", USER);
    }
}
