package dev.leafnode.quickstart.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineDefinitionTest {

    @Test
    void keeps_what_a_stage_says_beside_its_own_fields_as_its_context() {
        PipelineDefinition read = read(Map.of("refId", "1", "type", "wait", "waitTime", 3));

        assertThat(read.stages().get(0).context()).isEqualTo(Map.of("waitTime", 3));
        assertThat(read.stages().get(0).name()).isEqualTo("wait");
    }

    @Test
    void a_cycle_is_refused_with_the_names_of_its_stages() {
        assertThatThrownBy(() -> read(stage("a"), stage("b", "a", "d"), stage("c", "b"), stage("d", "c")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pipeline p of app")
                .hasMessageContaining("[b, c, d]");
    }

    @Test
    void a_stage_that_requires_itself_is_refused() {
        assertThatThrownBy(() -> read(stage("a", "a"))).hasMessageContaining("[a]");
    }

    @Test
    void an_unknown_requisite_is_refused_by_name() {
        assertThatThrownBy(() -> read(stage("a"), stage("b", "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stage 'b' requires stage 'x'");
    }

    @Test
    void the_same_ref_id_twice_is_refused_by_name() {
        assertThatThrownBy(() -> read(stage("a"), stage("a"))).hasMessageContaining("'a' twice");
    }

    @Test
    void a_pipeline_without_stages_is_refused() {
        assertThatThrownBy(PipelineDefinitionTest::read).hasMessageContaining("at least one stage");
    }

    @Test
    void a_field_of_another_type_is_refused_with_its_place() {
        assertThatThrownBy(() -> read(Map.of("refId", 1, "type", "wait")))
                .hasMessageContaining("body: stage 1: expected a text in 'refId', got 1");
        assertThatThrownBy(() -> read(Map.of("refId", "1", "type", "wait", "requisiteStageRefIds", "2")))
                .hasMessageContaining("expected an array in 'requisiteStageRefIds', got a text");
        assertThatThrownBy(() -> JsonObject.of("body", List.of())).hasMessageContaining("expected an object");
    }

    @Test
    void a_catalog_refuses_a_stage_that_starts_a_pipeline_it_does_not_hold() {
        assertThatThrownBy(() -> new PipelineCatalog(List.of(starter("one", "two"))))
                .hasMessageContaining("pipeline one: stage '1' starts pipeline 'two', which is not there");
    }

    @Test
    void a_catalog_refuses_pipelines_that_start_each_other_without_end() {
        assertThatThrownBy(() -> new PipelineCatalog(List.of(starter("one", "two"), starter("two", "one"))))
                .hasMessageContaining("[one, two] start each other");
    }

    @Test
    void a_catalog_says_which_ids_share_a_name() {
        PipelineCatalog catalog = new PipelineCatalog(List.of(waiter("one"), waiter("two")));

        assertThatThrownBy(() -> catalog.get("app", "p"))
                .hasMessageContaining("pipeline p of app: expected one, found one, two");
        assertThatThrownBy(() -> catalog.get("app", "q")).hasMessageContaining("found none");
        assertThat(catalog.find("two")).isPresent();
    }

    private static PipelineDefinition starter(String id, String started) {
        return pipeline(id, new StageDefinition("1", "pipeline", "n", List.of(), Map.of("pipeline", started)));
    }

    private static PipelineDefinition waiter(String id) {
        return pipeline(id, new StageDefinition("1", "wait", "n", List.of(), Map.of("waitTime", 0)));
    }

    private static PipelineDefinition pipeline(String id, StageDefinition stage) {
        return new PipelineDefinition(id, "app", "p", List.of(stage));
    }

    private static Map<String, Object> stage(String refId, String... requisites) {
        return Map.of("refId", refId, "type", "wait", "waitTime", 0, "requisiteStageRefIds", List.of(requisites));
    }

    private static PipelineDefinition read(Object... stages) {
        return DefinitionReader.read(
                null, JsonObject.of("body", Map.of("application", "app", "name", "p", "stages", List.of(stages))));
    }
}
