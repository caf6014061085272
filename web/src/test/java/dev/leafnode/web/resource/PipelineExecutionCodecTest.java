package dev.leafnode.web.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineExecutionCodecTest {

    /** In the shape of the design document of Weave GitOps, with each of its oddities. */
    private static final String RESOURCE = """
            apiVersion: gitops.weave.works/v1alpha1
            kind: PipelineExecution
            metadata:
              name: greeting-run-7f3
              ...
            spec:
              params:
              - name: SUBJECT
                value: Good morning
              trigger:
                # nothing yet
              pipelineRef:
                name: greeting
                namespace: greetings
            status:
              conditions:
              - lastTransitionTime: "2026-03-01T12:34:58Z"
                message: 'Environment Completed: 3 (Failed: 0, Canceled 0), Skipped: 0'
                reason: Succeeded
                status: "True"
                type: Succeeded
              environments:
              - name: dev\s
                order: 0\s
                status:
                  # how far it is
                  type: Succeeded
                  time: now - 2\s
              - name: test
                order: 1
                statusInfo:\s
                  # how far it is
                  type: Succeeded
                  time: now - 1\s
              - name: prod
                order: 1
                statusInfo:
                  type: Succeeded
                  time: now
            """;

    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: greeting-run
            data:
              #which one
              pipeline_name: "greeting"
              pipeline_namespace: "greetings"
              #how far it is
              environment_0_name: "dev"
              environment_0_status: "succeded"
              environment_1_name: "test"
              environment_1_status: "succeded"
             \s
            """;

    @Test
    void the_resource_of_the_design_document_is_read_with_all_its_oddities() {
        PipelineExecution read = PipelineExecutionCodec.read(RESOURCE);
        assertThat(read.metadata().name()).isEqualTo("greeting-run-7f3");
        assertThat(read.executionId()).isEqualTo("greeting-run-7f3");
        assertThat(read.spec())
                .isEqualTo(new PipelineExecution.Spec(
                        List.of(new PipelineExecution.Param("SUBJECT", "Good morning")),
                        PipelineExecution.TriggerInfo.NONE,
                        new PipelineExecution.PipelineRef("greeting", "greetings")));
        assertThat(read.status().conditions())
                .containsExactly(new Condition(
                        "Succeeded",
                        Condition.Status.TRUE,
                        "Succeeded",
                        "Environment Completed: 3 (Failed: 0, Canceled 0), Skipped: 0",
                        Instant.parse("2026-03-01T12:34:58Z")));
        Environment.Status succeeded = new Environment.Status("Succeeded", null);
        assertThat(read.status().environments())
                .containsExactly(
                        new Environment("dev", 0, succeeded),
                        new Environment("test", 1, succeeded),
                        new Environment("prod", 1, succeeded));
    }

    @Test
    void the_config_map_of_the_design_document_is_read_and_written_in_its_right_spelling() {
        PipelineExecution read = PipelineExecutionCodec.read(CONFIG_MAP);
        assertThat(read.metadata().name()).isEqualTo("greeting-run");
        assertThat(read.spec().pipelineRef()).isEqualTo(new PipelineExecution.PipelineRef("greeting", "greetings"));
        assertThat(read.status().environments())
                .extracting(
                        Environment::name,
                        Environment::order,
                        environment -> environment.status().type())
                .containsExactly(tuple("dev", 0, "Succeeded"), tuple("test", 1, "Succeeded"));
        assertThat(PipelineExecutionCodec.configMap(read))
                .isEqualTo(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", "greeting-run"),
                        "data",
                        Map.of(
                                "pipeline_name", "greeting",
                                "pipeline_namespace", "greetings",
                                "environment_0_name", "dev",
                                "environment_0_status", "succeeded",
                                "environment_1_name", "test",
                                "environment_1_status", "succeeded")));
    }

    @Test
    void what_the_design_document_wrote_is_the_same_in_every_form_of_ours() {
        for (String text : List.of(RESOURCE, CONFIG_MAP)) {
            PipelineExecution read = PipelineExecutionCodec.read(text);
            RoundTripTest.assertReadBack(read);
        }
        assertThat(PipelineExecutionCodec.yaml(PipelineExecutionCodec.resource(PipelineExecutionCodec.read(RESOURCE))))
                .contains("status:\n      type:")
                .doesNotContain("statusInfo");
    }

    @Test
    void status_counts_where_both_of_its_names_are_there() {
        String both = RESOURCE.replace("    statusInfo: \n", "    statusInfo:\n      type: Failed\n    status:\n");
        assertThat(both).isNotEqualTo(RESOURCE);
        assertThat(PipelineExecutionCodec.read(both)
                        .status()
                        .environments()
                        .get(1)
                        .status())
                .isEqualTo(new Environment.Status("Succeeded", null));
    }

    @Test
    void what_kubernetes_and_others_add_is_passed_over() {
        String more = RESOURCE.replace("  ...\n", "  uid: 7f\n  generation: 2\n  managedFields: [{manager: kubectl}]\n")
                .replace("spec:\n", "spec:\n  serviceAccountName: builder\n");
        assertThat(PipelineExecutionCodec.read(more)).isEqualTo(PipelineExecutionCodec.read(RESOURCE));
        String data = CONFIG_MAP.replace(
                "data:\n", "data:\n  colour: blue\n  environment_x_name: y\n  environment_00_name: z\n");
        assertThat(PipelineExecutionCodec.read(data)).isEqualTo(PipelineExecutionCodec.read(CONFIG_MAP));
    }

    @Test
    void environments_of_a_config_map_are_in_the_order_of_their_numbers() {
        String data = CONFIG_MAP.replace("environment_0_", "environment_10_");
        assertThat(PipelineExecutionCodec.read(data).status().environments())
                .extracting(Environment::name, Environment::order)
                .containsExactly(tuple("test", 1), tuple("dev", 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apiVersion: gitops.weave.works/v1alpha1 | apiVersion: v2 | apiVersion: expected gitops.weave.works/v1alpha1, got 'v2'",
                "kind: PipelineExecution | kind: Pipeline | kind: expected PipelineExecution or ConfigMap, got 'Pipeline'",
                "kind: PipelineExecution | kinds: 1 | kind: expected a text, got nothing",
                "name: greeting-run-7f3 | name: '' | metadata.name: expected a text, got an empty one",
                "value: Good morning | value: 5 | spec.params[0].value: expected a text, got 5",
                "- name: SUBJECT | - nome: SUBJECT | spec.params[0].name: expected a text, got nothing",
                "pipelineRef: | reference: | spec.pipelineRef: expected an object, got nothing",
                "status: \"True\" | status: \"Maybe\" | status.conditions[0].status: expected True, False or Unknown, got 'Maybe'",
                "status: \"True\" | status: True | status.conditions[0].status: expected a text, got true",
                "\"2026-03-01T12:34:58Z\" | yesterday | status.conditions[0].lastTransitionTime: expected a time in RFC 3339 such as 2026-03-01T12:00:00Z, got 'yesterday'",
                "\"2026-03-01T12:34:58Z\" | +12026-03-01T12:34:58Z | status.conditions[0].lastTransitionTime: expected a time in RFC 3339 such as 2026-03-01T12:00:00Z, got '+12026-03-01T12:34:58Z'",
                "order: 0  | order: -1 | status.environments[0].order: expected a number of 0 or more, got -1",
                "order: 0  | order: 0.5 | status.environments[0].order: expected a number of 0 or more, got 0.5",
                "order: 0  | order: 99999999999 | status.environments[0].order: expected a number of 0 or more, got 99999999999",
                "name: dev | colour: red | status.environments[0].name: expected a text, got nothing",
            })
    void what_is_wrong_is_named_with_its_place(String right, String wrong, String message) {
        String broken = RESOURCE.replaceFirst(Pattern.quote(right), wrong);
        assertThat(broken).isNotEqualTo(RESOURCE);
        assertThatThrownBy(() -> PipelineExecutionCodec.read(broken))
                .isInstanceOf(ResourceFormatException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "7",
                "text",
                "- a",
                "{",
                "{}",
                "{\"kind\": \"ConfigMap\", \"kind\": \"ConfigMap\"}",
                "kind: ConfigMap\nkind: ConfigMap",
                "kind: ConfigMap\n---\nkind: ConfigMap",
                "kind: [",
                "\tkind: ConfigMap",
                "kind: &a [*a]",
                "kind: !!java.net.URL http://example.org",
                "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"x\"}}",
                "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"x\"}, \"data\": {\"pipeline_name\": 7}}",
                "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"x\"}, \"data\": []}",
            })
    void what_is_no_pipeline_execution_is_refused(String text) {
        assertThatThrownBy(() -> PipelineExecutionCodec.read(text))
                .isInstanceOf(ResourceFormatException.class)
                .message()
                .contains("expected", "got");
    }

    @Test
    void bad_values_of_a_config_map_are_named_with_their_keys() {
        assertThatThrownBy(() -> PipelineExecutionCodec.read(CONFIG_MAP + "  environment_1_order: first\n"))
                .hasMessage("data.environment_1_order: expected a number of 0 or more, got 'first'");
        assertThatThrownBy(() -> PipelineExecutionCodec.read(CONFIG_MAP + "  condition_0_type: Succeeded\n"))
                .hasMessage("data.condition_0_status: expected a text, got nothing");
        assertThatThrownBy(() -> PipelineExecutionCodec.read(CONFIG_MAP + "  environment_2_status: running\n"))
                .hasMessage("data.environment_2_name: expected a text, got nothing");
        assertThatThrownBy(() -> PipelineExecutionCodec.read(CONFIG_MAP + "  start_time: noon\n"))
                .hasMessageStartingWith("data.start_time: expected a time in RFC 3339");
    }
}
