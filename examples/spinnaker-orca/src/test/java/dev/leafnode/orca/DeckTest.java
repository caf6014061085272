package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.orca.Deck.Marker;
import dev.leafnode.orca.engine.PipelineConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Spinnaker's Deck reads in its lists of executions, wherever the stage that waits stands: each marker that waits says
 * so and links to the leaf, no other one does, and no row is lost.
 */
class DeckTest {

    private final Site site = new Site(TestDatabase.H2.create(), 1);
    private final PipelineConfig leaf = pipeline("leaf", "a2").judgment("1");

    @AfterEach
    void close() {
        site.close();
    }

    /** Where the stage that waits stands. */
    enum Position {
        ALONE {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .stage("0", "succeed")
                        .runs("1", leaf)
                        .after("0");
            }
        },
        PARALLEL {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .stage("0", "wait")
                        .with("waitTime", 3_600)
                        .runs("1", leaf);
            }
        },
        AFTER_A_DEPLOYMENT_AS_ITS_STRATEGY {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1").deploys("1", leaf);
            }
        },
        FIRST_OF_ITS_GROUP {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .runs("1", leaf)
                        .group("g")
                        .stage("2", "succeed")
                        .group("g")
                        .after("1");
            }
        },
        LAST_OF_ITS_GROUP {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .stage("1", "succeed")
                        .group("g")
                        .runs("2", leaf)
                        .group("g")
                        .after("1");
            }
        },
        TWICE_IN_ITS_GROUP {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .stage("1", "succeed")
                        .group("g")
                        .runs("2", leaf)
                        .group("g")
                        .after("1")
                        .runs("3", leaf)
                        .group("g")
                        .after("1");
            }
        },
        STRATEGY_IN_A_GROUP {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .stage("1", "succeed")
                        .group("g")
                        .deploys("2", leaf)
                        .group("g")
                        .after("1");
            }
        },
        BEHIND_A_WINDOW_THAT_HAS_PASSED {
            @Override
            PipelineConfig root(PipelineConfig leaf) {
                return pipeline("root", "a1")
                        .runs("1", leaf)
                        .with("restrictExecutionDuringTimeWindow", true)
                        .with("restrictedExecutionWindow", Map.of("days", List.of(1, 2, 3, 4, 5, 6, 7)));
            }
        };

        abstract PipelineConfig root(PipelineConfig leaf);
    }

    @ParameterizedTest
    @EnumSource(Position.class)
    void every_marker_links_to_the_leaf_while_it_waits_and_waits_for_nothing_afterwards(Position position) {
        site.engine().know(leaf).start(position.root(leaf));
        site.settle();
        for (String list : lists()) {
            JsonNode root = site.pod(0).getJson(list).get(0);
            List<Marker> waiting =
                    Deck.markers(root).stream().filter(Marker::isWaiting).toList();
            assertThat(waiting).as(list).hasSize(1);
            assertThat(waiting.get(0).link()).isEqualTo("a2/" + longestWaiting());
            Deck.markers(root).stream()
                    .filter(marker -> !marker.isWaiting())
                    .forEach(marker -> assertThat(marker.link()).isEqualTo("undefined/undefined"));
        }
        site.engine()
                .executions()
                .allOf("leaf")
                .forEach(execution -> site.engine().requests().judge(execution.stageByRef("1"), "continue"));
        site.settle();
        site.settle();
        for (String list : lists()) {
            Deck.markers(site.pod(0).getJson(list).get(0)).forEach(marker -> {
                assertThat(marker.isWaiting()).isFalse();
                assertThat(marker.link()).isEqualTo("undefined/undefined");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_not_drawn_as_waiting_has_an_others_of_its_own_all_the_same(boolean expand) {
        site.engine().know(leaf).start(pipeline("root", "a1").runsAll("1", leaf));
        site.engine().handleDue();
        JsonNode root = site.pod(0)
                .getJson("/applications/a1/pipelines?expand=" + expand)
                .get(0);
        assertThat(Deck.markers(root)).noneMatch(Marker::isWaiting);
        assertThat(root.get("stages")
                        .get(0)
                        .get("others")
                        .get("leafnodePipelineExecutionId")
                        .asText())
                .isEqualTo(longestWaiting());
    }

    private static List<String> lists() {
        return List.of(
                "/applications/a1/pipelines?expand=true&limit=30", "/applications/a1/pipelines?expand=false&limit=30");
    }

    /** The one that has waited longest. */
    private String longestWaiting() {
        return site.engine().executions().allOf("leaf").stream()
                .filter(execution -> execution.stageByRef("1").getStartTime() != null)
                .min(Comparator.comparing(execution -> execution.stageByRef("1").getStartTime()))
                .orElseThrow()
                .getId();
    }
}
