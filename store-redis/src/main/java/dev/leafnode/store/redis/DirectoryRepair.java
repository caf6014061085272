package dev.leafnode.store.redis;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Puts right what the directory and the sets of executions say. What is taken out of them is looked at once more
 * afterwards, and put back where it came true meanwhile; a writer that comes later writes after us.
 */
final class DirectoryRepair {

    private static final int PAGE = 1_000;
    private static final String FIRST_MEMBER = "-";

    /** How many executions one repair looks at, beside those that writers may have left unfinished. */
    private static final int SLICE = 10_000;

    /** A writer that gave an execution a home and has not stored it for so long is dead. */
    private static final long SECONDS_TO_STORE = 60;

    private final UnifiedJedis jedis;
    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final Directory directory;
    private final Trees trees;
    private final ExecutionRemover remover;
    private final FactsReader facts;
    private volatile String nextHome = ScanParams.SCAN_POINTER_START;
    private volatile String nextMember = FIRST_MEMBER;

    DirectoryRepair(
            UnifiedJedis jedis,
            Scripts scripts,
            Keys keys,
            Homes homes,
            Directory directory,
            Trees trees,
            ExecutionRemover remover,
            FactsReader facts) {
        this.jedis = jedis;
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.directory = directory;
        this.trees = trees;
        this.remover = remover;
        this.facts = facts;
    }

    /** Finishes what writers left unfinished; returns the tags of the trees that were looked at. */
    List<String> settle() {
        Set<String> tags = new LinkedHashSet<>();
        settlePending(tags);
        settleApplications(settleHomes(tags));
        settleMembers();
        return List.copyOf(tags);
    }

    private void settlePending(Set<String> tags) {
        List<Reply> pending = scripts.run(Script.PENDING, List.of(keys.homes(), keys.pending()), List.of())
                .list();
        Map<String, String> tagsById = new LinkedHashMap<>();
        pending.forEach(one -> tagsById.put(one.at(0).text(), new Home(one.at(1).text()).tag()));
        Map<String, FactsReader.Listed> stored = facts.read(tagsById);
        for (Reply one : pending) {
            String id = one.at(0).text();
            Home home = new Home(one.at(1).text());
            Listing intended = Listing.of(id, home.tag(), Values.read(one.at(3).text()));
            FactsReader.Listed listed = stored.get(id);
            if (listed != null) {
                Directory.Enrolment enrolment =
                        directory.enrollStored(id, listed.parent().stream().toList());
                trees.reconnect(id, listed.parent(), enrolment);
                directory.unlist(intended, listed.now());
                directory.enlist(id, enrolment.home(), null, listed.now());
                tags.add(home.tag());
            } else if (one.at(2).number() > SECONDS_TO_STORE) {
                directory.unlist(intended, null);
                directory.withdraw(id, home, intended, Removal.NONE);
            }
        }
    }

    /**
     * The next part of all executions that have a home; the first one again after the last.
     *
     * @return their applications
     */
    private Set<String> settleHomes(Set<String> tags) {
        Set<String> applications = new LinkedHashSet<>();
        int done = 0;
        do {
            ScanResult<Map.Entry<String, String>> some =
                    jedis.hscan(keys.homes(), nextHome, new ScanParams().count(PAGE));
            Map<String, String> tagsById = new LinkedHashMap<>();
            some.getResult().forEach(home -> tagsById.put(home.getKey(), new Home(home.getValue()).tag()));
            Map<String, FactsReader.Listed> stored = relist(tagsById);
            stored.values().forEach(listed -> applications.add(listed.now().application()));
            tagsById.forEach((id, tag) -> {
                tags.add(tag);
                if (!stored.containsKey(id)) {
                    remover.deleteRest(new Member(0, id, tag));
                }
            });
            done += Math.max(1, tagsById.size());
            nextHome = some.getCursor();
        } while (done < SLICE && !nextHome.equals(ScanParams.SCAN_POINTER_START));
        return applications;
    }

    /** The youngest executions of some applications that are not complete. */
    private void settleApplications(Set<String> applications) {
        for (String application : applications) {
            Map<String, String> tagsById = new LinkedHashMap<>();
            scripts.run(
                            Script.CANDIDATES,
                            List.of(keys.executions(application) + Listing.ACTIVE),
                            List.of("+", "-", String.valueOf(PAGE)))
                    .at(0)
                    .texts()
                    .forEach(text -> {
                        Member member = Member.read(text);
                        tagsById.put(member.id(), member.tag());
                    });
            giveHomes(tagsById);
        }
    }

    /** The next part of the set of all executions, from which the others are taken to follow. */
    private void settleMembers() {
        List<Member> members;
        int done = 0;
        do {
            members = scripts
                    .run(
                            Script.ENTRIES,
                            List.of(keys.executions() + Listing.ALL),
                            List.of(nextMember, String.valueOf(PAGE)))
                    .texts()
                    .stream()
                    .map(Member::read)
                    .toList();
            removeStale(members);
            done += members.size();
            nextMember = members.size() < PAGE
                    ? FIRST_MEMBER
                    : "(" + members.get(PAGE - 1).write();
        } while (done < SLICE && members.size() == PAGE);
    }

    private void removeStale(List<Member> members) {
        Map<String, String> tagsById = new LinkedHashMap<>();
        members.forEach(member -> tagsById.put(member.id(), member.tag()));
        Map<String, FactsReader.Listed> stored = facts.read(tagsById);
        giveHomes(tagsById);
        for (Member member : members) {
            FactsReader.Listed listed = stored.get(member.id());
            if (listed == null) {
                remover.deleteRest(member);
            } else if (!listed.now().member().equals(member.write())) {
                directory.unlist(Listing.ofAnything(member), listed.now());
            }
        }
    }

    /** Lets the sets say what is stored; returns that. */
    private Map<String, FactsReader.Listed> relist(Map<String, String> tagsById) {
        Map<String, FactsReader.Listed> stored = facts.read(tagsById);
        directory.relistAll(stored.values());
        Map<String, String> changed = new LinkedHashMap<>();
        stored.forEach((id, listed) -> {
            if (!listed.before().isEmpty()) {
                changed.put(id, tagsById.getOrDefault(id, ""));
            }
        });
        // One may have changed back since it was read, and joined a set just before it was taken out.
        directory.relistAll(facts.read(changed).values());
        changed.forEach((id, tag) -> {
            FactsReader.Listed listed = stored.get(id);
            if (listed != null) {
                scripts.run(Script.RELISTED, List.of(keys.tree(tag)), List.of(id, listed.factsBefore()));
            }
        });
        return stored;
    }

    /**
     * Gives executions, known by the tags of their trees, the homes back that the directory lost, as by a fail-over.
     */
    void giveHomes(Map<String, String> tagsById) {
        Map<String, Home> known = homes.ask(List.copyOf(tagsById.keySet()));
        Map<String, String> lost = new LinkedHashMap<>(tagsById);
        lost.keySet()
                .removeIf(id -> Optional.ofNullable(known.get(id))
                        .filter(Home::isOfStored)
                        .isPresent());
        facts.read(lost).forEach((id, listed) -> {
            String tag = tagsById.getOrDefault(id, "");
            directory.enlist(id, new Home(Lists.join(tag, UUID.randomUUID().toString())), null, listed.now());
            directory.listInApplication(listed.now());
        });
    }
}
