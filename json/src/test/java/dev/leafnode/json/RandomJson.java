package dev.leafnode.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Executions with anything in them that an engine could write, made of a seed. */
final class RandomJson {

    private static final List<String> NUMBERS = List.of(
            "0", "-1", "2147483647", "2147483648", "-9223372036854775809", "1e3", "0.10", "1.0", "-2.5E-7", "3.14159");
    private static final List<String> CHARACTERS =
            List.of("a", " ", "\\\"", "\\\\", "/", "\\u0000", "\\n", "\u007F", "ü", "\u2028", "🥖");
    private static final List<String> HALVES_OF_PAIRS = List.of("\\ud83e", "\\udd56");
    private static final List<String> STATUSES = List.of("\"RUNNING\"", "\"SUCCEEDED\"", "\"PAUSED\"", "\"NEW\"");

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    String execution() {
        return execution(3);
    }

    private String execution(int parents) {
        List<String> fields = new ArrayList<>();
        fields.add("\"id\":\"e" + random.nextInt(100) + "\"");
        fields.add("\"application\":\"app\"");
        fields.add("\"type\":" + oneOf(List.of("\"PIPELINE\"", "\"ORCHESTRATION\"", "\"OTHER\"")));
        fields.add("\"status\":" + oneOf(STATUSES));
        maybe(fields, "name", this::string);
        maybe(fields, "buildTime", this::time);
        maybe(fields, "startTime", this::time);
        maybe(fields, "endTime", this::time);
        maybe(fields, "stages", () -> array(this::stage));
        maybe(fields, "trigger", () -> trigger(parents));
        return object(fields);
    }

    private String trigger(int parents) {
        List<String> fields = new ArrayList<>();
        maybe(fields, "type", () -> either(() -> "\"pipeline\"", this::value));
        maybe(fields, "parentExecution", () -> parents == 0 ? value() : execution(parents - 1));
        maybe(fields, "parentExecutionId", () -> either(this::string, this::value));
        maybe(fields, "parentPipelineStageId", () -> either(this::string, this::value));
        return object(fields);
    }

    private String stage(int index) {
        List<String> fields = new ArrayList<>();
        fields.add("\"id\":\"s" + index + "\"");
        fields.add("\"type\":" + oneOf(List.of("\"pipeline\"", "\"wait\"", "\"other\"")));
        fields.add("\"status\":" + oneOf(STATUSES));
        maybe(fields, "refId", this::string);
        maybe(fields, "name", this::string);
        maybe(fields, "startTime", this::time);
        maybe(fields, "endTime", this::time);
        maybe(fields, "syntheticStageOwner", () -> oneOf(List.of("\"STAGE_BEFORE\"", "\"STAGE_AFTER\"", "\"X\"", "5")));
        maybe(fields, "parentStageId", this::string);
        maybe(fields, "requisiteStageRefIds", () -> array(i -> string()));
        maybe(fields, "context", () -> anyObject(3));
        maybe(fields, "outputs", () -> anyObject(3));
        maybe(fields, "tasks", () -> array(this::task));
        return object(fields);
    }

    private String task(int index) {
        List<String> fields = new ArrayList<>();
        fields.add("\"id\":\"" + (index + 1) + "\"");
        fields.add("\"status\":" + oneOf(STATUSES));
        maybe(fields, "name", this::string);
        maybe(fields, "startTime", this::time);
        maybe(fields, "endTime", this::time);
        return object(fields);
    }

    /** Absent, null or a value. */
    private void maybe(List<String> fields, String name, Supplier<String> value) {
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> fields.add("\"" + name + "\":null");
            default -> fields.add("\"" + name + "\":" + value.get());
        }
    }

    /** The fields, with some that are unknown, in any order. */
    private String object(List<String> fields) {
        for (int i = random.nextInt(3); i > 0; i--) {
            fields.add(random.nextInt(fields.size() + 1), "\"unknown" + i + "\":" + value());
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String array(IntFunction<String> element) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private String value() {
        return value(3);
    }

    private String value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2 -> oneOf(NUMBERS);
            case 3 -> string();
            case 4 -> array(i -> value(depth - 1));
            default -> anyObject(depth - 1);
        };
    }

    private String anyObject(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> "\"" + i + characters() + "\":" + value(Math.max(depth, 0)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String string() {
        String half = random.nextInt(4) == 0 ? oneOf(HALVES_OF_PAIRS) : "";
        return "\"" + characters() + half + characters() + "\"";
    }

    private String characters() {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> oneOf(CHARACTERS))
                .collect(Collectors.joining());
    }

    private String time() {
        return String.valueOf(random.nextBoolean() ? random.nextLong() : 1_700_000_000_000L + random.nextInt());
    }

    private String either(Supplier<String> one, Supplier<String> other) {
        return random.nextInt(4) > 0 ? one.get() : other.get();
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
