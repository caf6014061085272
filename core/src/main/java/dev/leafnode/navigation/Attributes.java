package dev.leafnode.navigation;

import dev.leafnode.model.JudgmentLink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The leafnode attributes, as they stand in {@code others}: the leaf that has waited longest.
 *
 * @param executionId the leaf execution
 * @param application its application
 */
public record Attributes(String executionId, String application) {

    static Attributes of(JudgmentLink link) {
        return new Attributes(link.longestWaiting().stage().executionId(), link.application());
    }

    /**
     * The attributes by their names in JSON: {@code leafnodePipelineExecutionId}, and the application under both of its
     * names — {@code leafnodePipelineApplicationName}, as Spinnaker's design document calls it, and
     * {@code leafnodeApplicationName}, which is the one that Spinnaker's Deck reads.
     */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("leafnodePipelineExecutionId", executionId);
        map.put("leafnodePipelineApplicationName", application);
        map.put("leafnodeApplicationName", application);
        return map;
    }
}
