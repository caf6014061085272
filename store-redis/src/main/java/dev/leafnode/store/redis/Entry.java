package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A judgment as it stands in the inbox, with its texts as they are written in Redis.
 *
 * @param attempt its attempt
 * @param stage its stage
 * @param tag the tag of its tree
 * @param opening tells two times apart at which the same attempt was opened
 * @param application the application of its execution
 */
record Entry(long attempt, String stage, String tag, String opening, String application) {

    static Entry of(String tag, String stage, Values judgment) {
        return new Entry(
                Long.parseLong(judgment.require("a")), stage, tag, judgment.require("o"), judgment.require("p"));
    }

    static Entry read(String member) {
        List<String> parts = Lists.parts(member);
        return new Entry(
                Long.parseLong(parts.get(0)),
                Lists.join(parts.get(1), parts.get(2)),
                parts.get(3),
                parts.get(4),
                parts.get(5));
    }

    /** How it stands in a set; members sort as {@link dev.leafnode.model.JudgmentKey} does. */
    String member() {
        return Lists.join(time(attempt), stage, tag, opening, application);
    }

    /** The stages of entries, by the tags of their trees. */
    static Map<String, List<String>> stagesByTag(List<Entry> entries) {
        Map<String, List<String>> stages = new LinkedHashMap<>();
        entries.forEach(entry ->
                stages.computeIfAbsent(entry.tag(), key -> new ArrayList<>()).add(entry.stage()));
        return stages;
    }

    /** The lower bound of all members. */
    static String first() {
        return "-";
    }

    /** The lower bound of the members of the judgments that come after one. */
    static String after(long attempt, String stage) {
        return "(" + Lists.join(time(attempt), stage) + "\n";
    }

    /** The lower bound of the members after this one, which may be of the same judgment. */
    String afterThis() {
        return "(" + member();
    }

    private static String time(long attempt) {
        return "%020d".formatted(attempt);
    }
}
