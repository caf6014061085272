package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sets of open judgments of all trees, the longest-waiting first: hints, all of them in one slot. An entry is put
 * there when the stage is saved and so, mostly, before its judgment opens; it is taken away some time after the
 * judgment was closed, together with the next change or search. Neither opening nor closing has to wait for it.
 */
final class Inbox {

    /** How engines open judgments. A repair that opens an attempt once more gives that another name. */
    static final String FIRST_OPENING = "0";

    private static final int MOST_REMEMBERED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private record Over(LeafState state, Entry entry) {}

    private final Scripts scripts;
    private final Keys keys;
    private final Recent<Over, Boolean> known = new Recent<>(MOST_REMEMBERED);
    private final Queue<Over> over = new ArrayBlockingQueue<>(MOST_REMEMBERED);

    Inbox(Scripts scripts, Keys keys) {
        this.scripts = scripts;
        this.keys = keys;
    }

    /** Makes sure that a judgment is found when it is open. No round trip if this instance has seen to it before. */
    void expect(LeafState state, Entry entry) {
        if (known.get(new Over(state, entry)).isEmpty()) {
            addAll(state, List.of(entry));
        }
    }

    /** Makes sure that judgments are found. */
    void addAll(LeafState state, List<Entry> entries) {
        Change change = new Change();
        takeOver(change);
        for (Entry entry : entries) {
            change.add(keys.inbox(state), entry.member());
            change.add(keys.inbox(state, entry.application()), entry.member());
            change.add(keys.waiting(), entry.tag());
        }
        change.make();
        entries.forEach(entry -> known.put(new Over(state, entry), true));
    }

    /** A judgment was closed; its entry goes when there is an occasion, or else when a repair finds it. */
    void closed(LeafState state, Entry entry) {
        known.remove(new Over(state, entry));
        if (!over.offer(new Over(state, entry))) {
            log.debug("The entry of judgment {} stays in the inbox until the next repair", entry.stage());
        }
    }

    /** Takes entries away. */
    void removeAll(LeafState state, List<Entry> entries) {
        Change change = new Change();
        entries.forEach(entry -> remove(new Over(state, entry), change));
        change.make();
    }

    /**
     * The next entries.
     *
     * @param application the application, as it is written in Redis, or null for all
     * @param after the lower bound of their members
     */
    List<Entry> page(LeafState state, @Nullable String application, String after, int most) {
        Change change = new Change();
        takeOver(change);
        change.make();
        return scripts
                .run(
                        Script.ENTRIES,
                        List.of(application == null ? keys.inbox(state) : keys.inbox(state, application)),
                        List.of(after, String.valueOf(most)))
                .texts()
                .stream()
                .map(Entry::read)
                .toList();
    }

    private void takeOver(Change change) {
        for (Over next = over.poll(); next != null; next = over.poll()) {
            remove(next, change);
        }
    }

    private void remove(Over next, Change change) {
        known.remove(next);
        change.remove(keys.inbox(next.state()), next.entry().member());
        change.remove(
                keys.inbox(next.state(), next.entry().application()),
                next.entry().member());
    }

    /** What one script changes. */
    private final class Change {

        private final List<String> sets = new ArrayList<>();
        private final List<String> members = new ArrayList<>();

        void add(String set, String member) {
            sets.add(set);
            members.add("+" + member);
        }

        void remove(String set, String member) {
            sets.add(set);
            members.add("-" + member);
        }

        void make() {
            if (!sets.isEmpty()) {
                scripts.run(Script.RELIST, sets, members);
            }
        }
    }
}
