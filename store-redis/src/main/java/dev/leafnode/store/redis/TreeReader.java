package dev.leafnode.store.redis;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads executions by their ids and trees, each as a whole, and with them what shows on their stages. */
final class TreeReader {

    /**
     * What was read.
     *
     * @param found the executions that meet the query, by their ids as they are written in Redis
     * @param links what shows where in their trees; empty unless it was asked for
     */
    record Page(Map<String, Found> found, Graph links) {}

    private final Scripts scripts;
    private final Keys keys;
    private final Slots slots;
    private final StoredForm form;

    TreeReader(Scripts scripts, Keys keys, Slots slots, StoredForm form) {
        this.scripts = scripts;
        this.keys = keys;
        this.slots = slots;
        this.form = form;
    }

    /** Reads those that meet the query's conditions on application, name and status: one round trip for each slot. */
    Page read(ExecutionQuery query, boolean withLinks, Map<String, List<String>> idsByTag) {
        Map<String, Found> found = new LinkedHashMap<>();
        Map<String, Reply> climbs = new LinkedHashMap<>();
        for (List<String> tags : slots.groups(idsByTag.keySet())) {
            read(query, withLinks, tags, idsByTag, found, climbs);
        }
        return new Page(found, new Climb(scripts, keys, slots, LeafState.JUDGMENT).of(climbs));
    }

    private void read(
            ExecutionQuery query,
            boolean withLinks,
            List<String> tags,
            Map<String, List<String>> idsByTag,
            Map<String, Found> found,
            Map<String, Reply> climbs) {
        List<String> touched = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(
                condition(query.application()),
                condition(query.name()),
                Lists.write(query.statuses().stream()
                        .map(ExecutionStatus::name)
                        .map(RedisText::write)
                        .toList()),
                withLinks ? "1" : "0"));
        for (String tag : tags) {
            List<String> ids = idsByTag.getOrDefault(tag, List.of());
            touched.add(keys.tree(tag));
            touched.add(keys.open(tag, LeafState.JUDGMENT));
            ids.forEach(id -> touched.add(keys.execution(tag, id)));
            arguments.add(String.valueOf(ids.size()));
            arguments.addAll(ids);
        }
        List<Reply> replies = scripts.run(Script.READ, touched, arguments).list();
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            take(idsByTag.getOrDefault(tag, List.of()), replies.get(2 * i), found);
            Reply climb = replies.get(2 * i + 1);
            if (!climb.isNothing()) {
                climbs.put(tag, climb);
            }
        }
    }

    private void take(List<String> ids, Reply executions, Map<String, Found> found) {
        for (int i = 0; i < ids.size(); i++) {
            Reply execution = executions.at(i);
            if (!execution.isNothing()) {
                long created = Long.parseLong(execution.at(0).text());
                found.put(ids.get(i), new Found(form.read(execution.at(1).hash()), created));
            }
        }
    }

    private static String condition(@Nullable String wanted) {
        return wanted == null ? "" : "=" + RedisText.write(wanted);
    }
}
