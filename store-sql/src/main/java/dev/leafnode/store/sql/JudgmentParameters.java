package dev.leafnode.store.sql;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.support.SqlArrayValue;

/** The parameters of the statements that open and close judgments. */
final class JudgmentParameters {

    private JudgmentParameters() {}

    static MapSqlParameterSource of(LeafState state, JudgmentKey key) {
        return new MapSqlParameterSource()
                .addValue("state", state.name())
                .addValue("executionId", key.stage().executionId())
                .addValue("stageId", key.stage().stageId())
                .addValue("attempt", key.attempt());
    }

    static MapSqlParameterSource of(LeafState state, Judgment judgment, Lineage lineage) {
        MapSqlParameterSource parameters = of(state, judgment.key())
                .addValue("stored", lineage instanceof Lineage.Stored)
                .addValue("application", judgment.application())
                .addValue("pipeline", StoredText.write(judgment.pipeline()))
                .addValue("stageName", StoredText.write(judgment.stageName()));
        if (lineage instanceof Lineage.Known known) {
            addSteps(parameters, judgment.key().stage().executionId(), known.ancestors());
        }
        return parameters;
    }

    private static void addSteps(MapSqlParameterSource parameters, String leaf, List<StageKey> ancestors) {
        List<String> executionIds =
                ancestors.stream().map(StageKey::executionId).toList();
        List<String> stageIds = ancestors.stream().map(StageKey::stageId).toList();
        List<String> children = new ArrayList<>(executionIds);
        children.add(0, leaf);
        parameters
                .addValue("ancestorExecutionIds", array(executionIds))
                .addValue("ancestorStageIds", array(stageIds))
                .addValue("childExecutionIds", array(children.subList(0, executionIds.size())));
    }

    private static SqlArrayValue array(List<String> values) {
        return new SqlArrayValue("varchar", values.toArray());
    }
}
