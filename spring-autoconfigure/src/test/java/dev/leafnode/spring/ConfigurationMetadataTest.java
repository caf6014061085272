package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leafnode.model.LeafState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What an editor knows of our properties. */
class ConfigurationMetadataTest {

    private static final String FILE = "/META-INF/spring-configuration-metadata.json";

    /** Where Redis is and how to log in, and what is off, or found out, unless it is set. */
    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "leafnode.redis.cluster.nodes",
            "leafnode.redis.execution-ttl",
            "leafnode.redis.password",
            "leafnode.redis.tls",
            "leafnode.redis.url",
            "leafnode.redis.user",
            "leafnode.reminders",
            "leafnode.sql.schema-name",
            "leafnode.store",
            "leafnode.web.leaf-url");

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
    void every_property_tells_its_default_but_those_without_one() {
        assertThat(metadata.get("properties"))
                .filteredOn(property ->
                        !WITHOUT_DEFAULT.contains(property.get("name").asText()))
                .extracting(
                        property -> property.get("name").asText(),
                        property -> property.path("defaultValue").toString())
                .containsExactlyInAnyOrder(
                        tuple("leafnode.bubble", "\"judgment\""),
                        tuple("leafnode.enabled", "false"),
                        tuple("leafnode.judgment-stage-types", "\"manualJudgment\""),
                        tuple("leafnode.judgment-timeout", "\"3d\""),
                        tuple("leafnode.metrics.interval", "\"30s\""),
                        tuple(
                                "leafnode.parent-stage-types",
                                "[\"pipeline\",\"monitorPipeline\",\"runMultiplePipelines\"]"),
                        tuple("leafnode.parent-timeout", "\"12h\""),
                        tuple("leafnode.reconcile.interval", "\"1m\""),
                        tuple("leafnode.redis.key-prefix", "\"leafnode:\""),
                        tuple("leafnode.retention", "\"24h\""),
                        tuple("leafnode.sql.fail-fast", "true"),
                        tuple("leafnode.sql.schema", "\"migrate\""),
                        tuple("leafnode.sql.table-prefix", "\"leafnode_\""),
                        tuple("leafnode.timeout", "\"1s\""),
                        tuple("leafnode.web.base-path", "\"/leafnode\""),
                        tuple("leafnode.web.enabled", "false"),
                        tuple("leafnode.web.events.heartbeat", "\"15s\""),
                        tuple("leafnode.web.events.lifetime", "\"30m\""),
                        tuple("leafnode.web.events.poll-interval", "\"500ms\""),
                        tuple("leafnode.web.page.enabled", "true"),
                        tuple("leafnode.web.reporting.enabled", "false"),
                        tuple("leafnode.web.reporting.max-body-size", "\"64MB\""),
                        tuple("management.endpoint.leafnode.access", "\"unrestricted\""),
                        tuple("management.endpoint.leafnode.cache.time-to-live", "\"0ms\""),
                        tuple("management.endpoint.leafnode.enabled", "true"),
                        tuple("spinnaker.manual-judgment-navigation", "false"));
        assertThat(WITHOUT_DEFAULT)
                .allSatisfy(property -> assertThat(named("properties", property).has("defaultValue"))
                        .isFalse());
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
