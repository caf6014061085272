package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leafnode.model.LeafState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What an editor knows of our properties. */
class ConfigurationMetadataTest {

    private static final String FILE = "/META-INF/spring-configuration-metadata.json";

    private final JsonNode metadata;

    ConfigurationMetadataTest() throws IOException {
        try (InputStream in = LeafnodeProperties.class.getResourceAsStream(FILE)) {
            metadata = new ObjectMapper().readTree(in);
        }
    }

    @Test
    void every_property_is_documented_and_no_other() {
        assertThat(texts(metadata.get("properties"), "name"))
                .containsExactlyInAnyOrder(
                        "leafnode.bubble",
                        "leafnode.enabled",
                        "leafnode.judgment-stage-types",
                        "leafnode.judgment-timeout",
                        "leafnode.metrics.interval",
                        "leafnode.parent-stage-types",
                        "leafnode.parent-timeout",
                        "leafnode.reconcile.interval",
                        "leafnode.redis.cluster.nodes",
                        "leafnode.redis.execution-ttl",
                        "leafnode.redis.key-prefix",
                        "leafnode.redis.password",
                        "leafnode.redis.tls",
                        "leafnode.redis.url",
                        "leafnode.redis.user",
                        "leafnode.reminders",
                        "leafnode.retention",
                        "leafnode.sql.fail-fast",
                        "leafnode.sql.schema",
                        "leafnode.sql.schema-name",
                        "leafnode.sql.table-prefix",
                        "leafnode.store",
                        "leafnode.timeout",
                        "leafnode.web.base-path",
                        "leafnode.web.enabled",
                        "leafnode.web.events.heartbeat",
                        "leafnode.web.events.lifetime",
                        "leafnode.web.events.poll-interval",
                        "leafnode.web.leaf-url",
                        "leafnode.web.page.enabled",
                        "leafnode.web.reporting.enabled",
                        "leafnode.web.reporting.max-body-size",
                        "management.endpoint.leafnode.access",
                        "management.endpoint.leafnode.cache.time-to-live",
                        "management.endpoint.leafnode.enabled",
                        "spinnaker.manual-judgment-navigation");
        assertThat(texts(metadata.get("properties"), "description"))
                .hasSize(36)
                .allMatch(description -> description.endsWith("."));
    }

    @Test
    void every_property_tells_its_default() {
        assertThat(defaultOf("leafnode.enabled").asBoolean(true)).isFalse();
        assertThat(defaultOf("spinnaker.manual-judgment-navigation").asBoolean(true))
                .isFalse();
        assertThat(defaultOf("leafnode.judgment-stage-types").asText()).isEqualTo("manualJudgment");
        assertThat(defaultOf("leafnode.parent-stage-types"))
                .extracting(JsonNode::asText)
                .containsExactly("pipeline", "monitorPipeline", "runMultiplePipelines");
        assertThat(defaultOf("leafnode.store").isMissingNode()).isTrue();
        assertThat(defaultOf("leafnode.web.events.poll-interval").asText()).isEqualTo("500ms");
        assertThat(defaultOf("leafnode.web.events.heartbeat").asText()).isEqualTo("15s");
        assertThat(defaultOf("leafnode.web.events.lifetime").asText()).isEqualTo("30m");
        assertThat(defaultOf("leafnode.timeout").asText()).isEqualTo("1s");
        assertThat(defaultOf("leafnode.judgment-timeout").asText()).isEqualTo("3d");
        assertThat(defaultOf("leafnode.parent-timeout").asText()).isEqualTo("12h");
        assertThat(defaultOf("leafnode.web.enabled").asBoolean(true)).isFalse();
        assertThat(defaultOf("leafnode.web.base-path").asText()).isEqualTo("/leafnode");
        assertThat(defaultOf("leafnode.web.page.enabled").asBoolean(false)).isTrue();
        assertThat(defaultOf("leafnode.web.reporting.enabled").asBoolean(true)).isFalse();
        assertThat(defaultOf("leafnode.web.reporting.max-body-size").asText()).isEqualTo("64MB");
        assertThat(defaultOf("leafnode.retention").asText()).isEqualTo("24h");
        assertThat(defaultOf("leafnode.reconcile.interval").asText()).isEqualTo("1m");
        assertThat(defaultOf("leafnode.metrics.interval").asText()).isEqualTo("30s");
        assertThat(defaultOf("leafnode.bubble").asText()).isEqualTo("judgment");
        assertThat(defaultOf("leafnode.redis.key-prefix").asText()).isEqualTo("leafnode:");
        assertThat(defaultOf("leafnode.redis.execution-ttl").isMissingNode()).isTrue();
        assertThat(defaultOf("leafnode.sql.schema").asText()).isEqualTo("migrate");
        assertThat(defaultOf("leafnode.sql.schema-name").isMissingNode()).isTrue();
        assertThat(defaultOf("leafnode.sql.table-prefix").asText()).isEqualTo("leafnode_");
        assertThat(defaultOf("leafnode.sql.fail-fast").asBoolean(false)).isTrue();
    }

    @Test
    void the_values_of_each_choice_are_hinted() {
        assertThat(hints("leafnode.store"))
                .containsExactly("sql", "redis", "memory")
                .hasSameSizeAs(StoreType.values());
        assertThat(hints("leafnode.bubble"))
                .containsExactly("judgment", "failed", "paused")
                .hasSameSizeAs(LeafState.values());
        assertThat(hints("leafnode.sql.schema"))
                .containsExactly("migrate", "validate", "none")
                .hasSameSizeAs(SchemaMode.values());
        assertThat(hints("leafnode.judgment-stage-types")).containsExactly("manualJudgment");
        assertThat(hints("leafnode.parent-stage-types"))
                .containsExactly("pipeline", "monitorPipeline", "runMultiplePipelines");
    }

    @Test
    void thresholds_of_reminders_are_hinted_and_any_other_may_be_set() {
        assertThat(hints("leafnode.reminders")).containsExactly("1h", "1d");
        assertThat(texts(named("hints", "leafnode.reminders").get("providers"), "name"))
                .containsExactly("any");
    }

    private JsonNode defaultOf(String property) {
        return named("properties", property).path("defaultValue");
    }

    private List<String> hints(String property) {
        return texts(named("hints", property).get("values"), "value");
    }

    private JsonNode named(String list, String name) {
        return StreamSupport.stream(metadata.get(list).spliterator(), false)
                .filter(entry -> entry.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode entries, String field) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }
}
