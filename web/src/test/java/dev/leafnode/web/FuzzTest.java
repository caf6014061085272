package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.web.Site.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every parameter and every body of every operation that the description names, filled with what people and attackers send. */
class FuzzTest {

    private static final int REQUESTS = 6_000;

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "7",
            "30",
            "1001",
            "99999999999999999999",
            "1e9",
            "NaN",
            "true",
            "false",
            "own",
            "any",
            "age",
            "deadline",
            "null",
            "root",
            "leaf",
            "judge",
            "A",
            "B",
            "x".repeat(64),
            "x".repeat(65),
            "x".repeat(5_000),
            "RUNNING,,PAUSED",
            ",",
            "%",
            "%00",
            "a\u0000b",
            "\n",
            "\t",
            "'; drop table leafnode_judgment; --",
            "\"",
            "\\",
            "../..",
            "a/b",
            "{}",
            "[]",
            "${jndi:ldap://x}",
            "{id}",
            "<script>",
            "\uD83D\uDE80",
            "\uD83D",
            "1h",
            "-1h",
            "P1D",
            "PT",
            "9999999999d",
            "MQplMQpqdWRnZQ",
            "MQplMQpqdWRnZQpzb29u",
            "////",
            "2026-03-01T12:00:00Z",
            "2026-03-01T12:00:00 02:00",
            "9999-12-31T23:59:59-18:00",
            "+999999999-12-31T23:59:59Z",
            "Running",
            "Failed,AwaitingApproval",
            "yaml",
            "configmap",
            "creationTimestamp desc",
            "manual",
            "*",
            "_",
            "!");

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "}",
            "[]",
            "{}",
            "null",
            "7",
            "\"text\"",
            "{} {}",
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000),
            "{\"decision\": \"continue\"}",
            "{\"decision\": \"stop\", \"attempt\": -1}",
            "{\"decision\": {}}",
            "{\"decision\": \"stop\", \"judgment\": 7}",
            "{\"decision\": \"stop\", \"judgment\": {\"executionId\": \"\"}}",
            "{\"decision\": \"stop\", \"judgment\": {\"executionId\": \"leaf\", \"stageId\": \"\"}}",
            "{\"judgmentStatus\": \"continue\"}",
            "{\"judgmentStatus\": \"stop\", \"judgmentInputs\": {}}",
            "{\"decisions\": []}",
            "{\"decisions\": [[]]}",
            "{\"decisions\": [{\"executionId\": \"\", \"decision\": \"stop\"}]}",
            "{\"id\": 5}",
            "{\"id\": \"leaf\", \"application\": \"\"}",
            "{\"id\": \"e\", \"application\": \"A\", \"stages\": [7]}",
            "{\"id\": \"e\", \"application\": \"A\", \"stages\": [], \"trigger\": [], \"buildTime\": \"x\"}");

    private final Site site = Site.ofAnn();

    FuzzTest() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        site.open("leaf");
    }

    @Test
    void no_request_whatever_it_holds_is_answered_with_an_error_of_ours() {
        Random random = new Random(20261122);
        List<Operation> operations = Operation.all(site.get("/openapi.json").json());
        String real =
                new ExecutionJson().write(site.store.executions().find("leaf").orElseThrow());
        int[] answers = new int[600];
        for (int i = 0; i < REQUESTS; i++) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            String url = operation.url(random);
            String body = random.nextInt(4) == 0 ? mutated(real, random) : any(BODIES, random);
            Answer answer = site.send(operation.method(), url, operation.hasBody() ? body : "");
            answers[answer.status()]++;
            assertThat(answer.status())
                    .as("%s %s with %s: %s", operation.method(), url, body, answer.body())
                    .isLessThan(500);
            assertThat(answer.body()).doesNotContain("\tat ", "java.lang");
        }
        assertThat(answers[200]).as("answers of 200").isGreaterThan(REQUESTS / 50);
        assertThat(answers[400]).as("answers of 400").isGreaterThan(REQUESTS / 50);
        assertThat(answers[404]).as("answers of 404").isPositive();
    }

    private static String mutated(String json, Random random) {
        StringBuilder mutated = new StringBuilder(json);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(mutated.length());
            mutated.setCharAt(at, "{}[]\",:x7\u0000".charAt(random.nextInt(10)));
        }
        return mutated.toString();
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** A path and a method of the description; what streams needs a real connection, and is tried where there is one. */
    private record Operation(String method, String path, List<String> query, boolean hasBody) {

        static List<Operation> all(JsonNode document) {
            List<Operation> all = new ArrayList<>();
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        List<String> query = new ArrayList<>();
                        operation.getValue().path("parameters").forEach(parameter -> {
                            if (parameter.path("in").asText().equals("query")
                                    && !parameter.path("name").asText().equals("watch")) {
                                query.add(parameter.path("name").asText());
                            }
                        });
                        if (path.getKey().endsWith("/events")) {
                            return;
                        }
                        all.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                query,
                                operation.getValue().has("requestBody")));
                    }));
            return all;
        }

        String url(Random random) {
            StringBuilder url = new StringBuilder();
            for (String segment : List.of(path.substring(1).split("/", -1))) {
                url.append('/').append(segment.startsWith("{") ? segmentOf(random) : segment);
            }
            char separator = '?';
            for (String parameter : query) {
                if (random.nextInt(3) == 0) {
                    url.append(separator).append(parameter).append('=').append(encoded(any(VALUES, random)));
                    separator = '&';
                }
            }
            return url.toString();
        }

        private static String segmentOf(Random random) {
            String value = random.nextBoolean()
                    ? any(List.of("root", "leaf", "judge", "A", "pipeline of root", "pipeline of leaf"), random)
                    : any(VALUES, random);
            return value.isEmpty() ? "%20" : encoded(value);
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
