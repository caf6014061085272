package dev.leafnode.store.redis;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How what a judgment asks, and what is told of ancestors, stands in values that no script looks into. Tabs join the
 * parts; a plus sign stands before each text, which tells one that is empty from one that is not there.
 */
final class Told {

    private static final String THERE = "+";

    private Told() {}

    static @Nullable String write(Question question) {
        if (question.equals(Question.NONE)) {
            return null;
        }
        return Lists.join(
                text(question.instructions()),
                Lists.write(question.inputs().stream().map(Told::text).toList()),
                Lists.write(question.requiredRoles().stream().map(Told::text).toList()));
    }

    static Question question(@Nullable String written) {
        if (written == null) {
            return Question.NONE;
        }
        List<String> parts = Lists.parts(written);
        return new Question(read(parts.get(0)), texts(parts.get(1)), new LinkedHashSet<>(texts(parts.get(2))));
    }

    /** What is told of those of whom anything is. */
    static @Nullable String write(List<Ancestor> ancestors) {
        List<String> told = ancestors.stream()
                .filter(ancestor -> !ancestor.equals(new Ancestor(ancestor.stage())))
                .map(ancestor -> Lists.join(
                        Lists.write(ancestor.stage()),
                        text(ancestor.application()),
                        text(ancestor.pipeline()),
                        text(ancestor.stageName()),
                        ancestor.deadline() == null
                                ? ""
                                : String.valueOf(ancestor.deadline().toEpochMilli())))
                .toList();
        return told.isEmpty() ? null : Lists.write(told);
    }

    static Map<StageKey, Ancestor> ancestors(@Nullable String written) {
        Map<StageKey, Ancestor> ancestors = new LinkedHashMap<>();
        for (String entry : Lists.read(written == null ? "" : written)) {
            List<String> parts = Lists.parts(entry);
            StageKey stage = Lists.readStage(Lists.join(parts.get(0), parts.get(1)));
            ancestors.put(
                    stage,
                    new Ancestor(
                            stage,
                            read(parts.get(2)),
                            read(parts.get(3)),
                            read(parts.get(4)),
                            parts.get(5).isEmpty() ? null : instant(parts.get(5))));
        }
        return ancestors;
    }

    static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : THERE + RedisText.write(text);
    }

    private static @Nullable String read(String written) {
        return written.isEmpty() ? null : RedisText.read(written.substring(THERE.length()));
    }

    private static List<String> texts(String list) {
        List<String> texts = new ArrayList<>();
        for (String entry : Lists.read(list)) {
            texts.add(RedisText.read(entry.substring(THERE.length())));
        }
        return texts;
    }
}
