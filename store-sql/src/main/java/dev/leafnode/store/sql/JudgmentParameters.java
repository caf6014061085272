package dev.leafnode.store.sql;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

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
        Instant deadline = judgment.deadline();
        MapSqlParameterSource parameters = of(state, judgment.key())
                .addValues(QuestionColumns.of(judgment.question(), deadline == null ? null : deadline.toEpochMilli())
                        .getValues())
                .addValue("stored", lineage instanceof Lineage.Stored)
                .addValue("application", judgment.application())
                .addValue("pipeline", StoredText.write(judgment.pipeline()))
                .addValue("stageName", StoredText.write(judgment.stageName()));
        if (lineage instanceof Lineage.Known known) {
            addSteps(parameters, judgment.key().stage().executionId(), known.ancestors());
        }
        return parameters;
    }

    private static void addSteps(MapSqlParameterSource parameters, String leaf, List<Ancestor> ancestors) {
        List<@Nullable String> executionIds =
                each(ancestors, ancestor -> ancestor.stage().executionId());
        List<@Nullable String> children = new ArrayList<>(executionIds);
        children.add(0, leaf);
        parameters
                .addValue("ancestorExecutionIds", texts(executionIds))
                .addValue(
                        "ancestorStageIds",
                        texts(each(ancestors, ancestor -> ancestor.stage().stageId())))
                .addValue("childExecutionIds", texts(children.subList(0, executionIds.size())))
                .addValue("ancestorApplications", texts(each(ancestors, Ancestor::application)))
                .addValue(
                        "ancestorPipelines", texts(each(ancestors, ancestor -> StoredText.write(ancestor.pipeline()))))
                .addValue(
                        "ancestorStageNames",
                        texts(each(ancestors, ancestor -> StoredText.write(ancestor.stageName()))))
                .addValue(
                        "ancestorDeadlines",
                        new ArrayValue(
                                "bigint",
                                each(
                                                ancestors,
                                                ancestor -> ancestor.deadline() == null
                                                        ? null
                                                        : ancestor.deadline().toEpochMilli())
                                        .toArray()));
    }

    private static <T> List<@Nullable T> each(List<Ancestor> ancestors, Function<Ancestor, @Nullable T> value) {
        List<@Nullable T> values = new ArrayList<>();
        ancestors.forEach(ancestor -> values.add(value.apply(ancestor)));
        return values;
    }

    private static ArrayValue texts(List<@Nullable String> values) {
        return new ArrayValue("varchar", values.toArray());
    }
}
