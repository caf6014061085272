package dev.leafnode.store.redis;

import dev.leafnode.model.StageKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists of ids as scripts keep them: the character 0x1E stands around each entry, and a tab joins the ids of a stage.
 */
final class Lists {

    private static final String AROUND = "\u001e";
    private static final String TAB = "\t";

    private Lists() {}

    static String write(Collection<String> entries) {
        return entries.isEmpty() ? "" : AROUND + String.join(AROUND, entries) + AROUND;
    }

    static List<String> read(String list) {
        return list.isEmpty()
                ? List.of()
                : Stream.of(list.split(AROUND))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    static String write(StageKey stage) {
        return RedisText.write(stage.executionId()) + TAB + RedisText.write(stage.stageId());
    }

    static StageKey readStage(String entry) {
        List<String> ids = parts(entry);
        return new StageKey(RedisText.read(ids.get(0)), RedisText.read(ids.get(1)));
    }

    /** What tabs join. */
    static List<String> parts(String entry) {
        return List.of(entry.split(TAB, -1));
    }

    static String join(String... parts) {
        return String.join(TAB, parts);
    }
}
