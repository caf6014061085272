package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings what is open in one state in line with the stored executions, tree by tree, each of them as a whole:
 *
 * <ol>
 *   <li>What the directory and the sets of executions do not say right is put right, so that every tree is met.
 *   <li>The trees are repaired in which something goes on, something is said to be open, or guests are known;
 *       and, in turn, some of the others.
 *   <li>The inbox is given what is open, and loses what is not.
 * </ol>
 */
final class Repair {

    private static final int PAGE = 1_000;

    private final LeafState state;
    private final Scripts scripts;
    private final Keys keys;
    private final Trees trees;
    private final DirectoryRepair directory;
    private final Leftovers leftovers;
    private final Cuts cuts;
    private final Inbox inbox;
    private final Supplier<Climb> climbs;
    private final Duration retention;

    Repair(
            LeafState state,
            Scripts scripts,
            Keys keys,
            Trees trees,
            DirectoryRepair directory,
            Leftovers leftovers,
            Cuts cuts,
            Inbox inbox,
            Supplier<Climb> climbs,
            Duration retention) {
        this.state = state;
        this.scripts = scripts;
        this.keys = keys;
        this.trees = trees;
        this.directory = directory;
        this.leftovers = leftovers;
        this.cuts = cuts;
        this.inbox = inbox;
        this.climbs = climbs;
        this.retention = retention;
    }

    Repairs run(Instant at, Instant closedBefore, int most) {
        Pass pass = new Pass(at, closedBefore, most);
        pass.repair(directory.settle());
        pass.repairAll(
                keys.executions() + Listing.ACTIVE,
                member -> Member.read(member).tag());
        pass.repairAll(keys.inbox(state), member -> Entry.read(member).tag());
        pass.repair(leftovers.tagsOfGuests());
        cleanInbox();
        leftovers.forget();
        return pass.repairs;
    }

    /** Takes out what is not open and will not be; what opens at the same time is put back. */
    private void cleanInbox() {
        String after = Entry.first();
        List<Entry> page;
        do {
            page = inbox.page(state, null, after, PAGE);
            List<Entry> dead = new ArrayList<>(page);
            dead.removeAll(open(page));
            dead.removeAll(expected(dead));
            inbox.removeAll(state, dead);
            inbox.addAll(state, open(dead));
            after = page.isEmpty() ? after : page.get(page.size() - 1).afterThis();
        } while (page.size() == PAGE);
    }

    /** Those whose stages run: whoever saved them counts on their entries. */
    private List<Entry> expected(List<Entry> entries) {
        List<Entry> expected = new ArrayList<>();
        if (state == LeafState.JUDGMENT) {
            Map<String, List<Entry>> byTag = new LinkedHashMap<>();
            entries.forEach(entry ->
                    byTag.computeIfAbsent(entry.tag(), tag -> new ArrayList<>()).add(entry));
            byTag.forEach((tag, ofTree) -> {
                List<String> stages = ofTree.stream().map(Entry::stage).toList();
                List<Reply> attempts = scripts.run(Script.EXPECTED, List.of(keys.tree(tag)), stages)
                        .list();
                for (int i = 0; i < stages.size(); i++) {
                    if (String.valueOf(ofTree.get(i).attempt())
                            .equals(attempts.get(i).textIfAny())) {
                        expected.add(ofTree.get(i));
                    }
                }
            });
        }
        return expected;
    }

    private List<Entry> open(List<Entry> entries) {
        Set<Entry> open = new HashSet<>();
        climbs.get().from(Entry.stagesByTag(entries)).judgments().forEach(judgment -> open.add(judgment.entry()));
        return entries.stream().filter(open::contains).toList();
    }

    /** What one call repairs; no tree twice. */
    private final class Pass {

        private final Instant at;
        private final Instant closedBefore;
        private final int most;
        private final Set<String> seen = new HashSet<>();

        /** What goes on and what is open in the trees since the directory and the inbox were told. */
        private final Map<String, String> active = new LinkedHashMap<>();

        private final List<Entry> open = new ArrayList<>();
        private Repairs repairs = Repairs.NONE;

        Pass(Instant at, Instant closedBefore, int most) {
            this.at = at;
            this.closedBefore = closedBefore;
            this.most = most;
        }

        /** Repairs the trees of the members of a set, a page at a time. */
        void repairAll(String set, Function<String, String> tag) {
            String after = "-";
            List<String> page;
            do {
                page = scripts.run(Script.ENTRIES, List.of(set), List.of(after, String.valueOf(PAGE)))
                        .texts();
                repair(page.stream().map(tag).toList());
                after = page.isEmpty() ? after : "(" + page.get(page.size() - 1);
            } while (page.size() == PAGE && !repairs.reach(most));
        }

        void repair(List<String> tags) {
            try {
                tags.forEach(this::repairOnce);
            } catch (RuntimeException failure) {
                tellAfter(failure);
                throw failure;
            }
            tell();
        }

        private void repairOnce(String tag) {
            if (!repairs.reach(most) && seen.add(tag)) {
                repair(tag);
            }
            if (active.size() >= PAGE || open.size() >= PAGE) {
                tell();
            }
        }

        /** What one tree fails is no loss to those before it. */
        private void tellAfter(RuntimeException failure) {
            try {
                tell();
            } catch (RuntimeException another) {
                failure.addSuppressed(another);
            }
        }

        /** In few round trips for many trees. */
        private void tell() {
            directory.giveHomes(active);
            active.clear();
            for (int from = 0; from < open.size(); from += PAGE) {
                inbox.addAll(state, open.subList(from, Math.min(open.size(), from + PAGE)));
            }
            open.clear();
        }

        private void repair(String tag) {
            Reply reply = repair(tag, List.of("0"));
            List<String> undecided = reply.at(6).texts();
            if (!undecided.isEmpty()) {
                Graph graph = climbs.get().above(tag, undecided);
                List<String> decided = new ArrayList<>(List.of("1"));
                undecided.stream()
                        .filter(id -> graph.isAwaited(RedisText.read(id)))
                        .forEach(decided::add);
                reply = repair(tag, decided);
            }
            trees.connect(Name.read(reply.at(8)), tag);
            if (state == LeafState.JUDGMENT) {
                trees.connectAbove(tag, new LinkedHashSet<>(reply.at(9).texts()));
                new LinkedHashSet<>(reply.at(10).texts()).forEach(above -> trees.putAbove(tag, above));
                reply.at(11).texts().forEach(id -> active.put(id, tag));
            }
            reply.at(5).hash().forEach((stage, judgment) -> open.add(Entry.of(tag, stage, Values.read(judgment))));
            if (reply.at(7).flag()) {
                long linked = cuts.uncut(climbs.get().of(List.of(tag)), most);
                repairs = repairs.plus(new Repairs(0, 0, linked, 0, 0));
            }
        }

        private Reply repair(String tag, List<String> decided) {
            List<String> arguments = new ArrayList<>(List.of(
                    state.name(),
                    String.valueOf(at.toEpochMilli()),
                    String.valueOf(closedBefore.toEpochMilli()),
                    String.valueOf(most - largest()),
                    String.valueOf(retention.toMillis())));
            arguments.addAll(decided);
            Reply reply = scripts.run(
                    Script.REPAIR, List.of(keys.tree(tag), keys.open(tag, state), keys.closed(tag, state)), arguments);
            repairs = repairs.plus(new Repairs(
                    reply.at(0).number(),
                    reply.at(1).number(),
                    reply.at(2).number(),
                    reply.at(3).number(),
                    reply.at(4).number()));
            return reply;
        }

        private long largest() {
            return Math.max(
                    Math.max(repairs.opened(), repairs.closed()),
                    Math.max(Math.max(repairs.linked(), repairs.unlinked()), repairs.forgotten()));
        }
    }
}
