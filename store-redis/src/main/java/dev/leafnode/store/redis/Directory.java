package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tree each execution belongs to, and what is known of executions before they are stored. All of it is in one
 * slot, so each question and each change is one script. Ids are as they are written in Redis.
 */
final class Directory {

    /**
     * A home that was given.
     *
     * @param home the home
     * @param isSettled whether the execution had it before, and was stored
     * @param waiting the tags of the trees that wait for the execution
     * @param watchers the stages that name it
     * @param parentTag the tag of its parent's tree; empty if that is not stored
     * @param waitsForParent whether its tree waits for the parent from now on
     */
    record Enrolment(
            Home home,
            boolean isSettled,
            List<String> waiting,
            List<Watcher> watchers,
            String parentTag,
            boolean waitsForParent) {}

    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;

    Directory(Scripts scripts, Keys keys, Homes homes) {
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
    }

    /**
     * Gives an execution a home before it is stored, and lists it among those of all applications.
     *
     * @param ancestors what its trigger tells of them, from the parent up
     * @param facts what is about to be stored
     * @param anew whether the home it has, if any, is that of an execution which is not stored any more
     */
    Enrolment enroll(String id, List<String> ancestors, Values facts, boolean anew) {
        List<String> touched =
                new ArrayList<>(List.of(keys.homes(), keys.guests(), keys.orphans(), keys.named(), keys.pending()));
        touched.addAll(Listing.of(id, "", facts).keys(keys.executions()));
        return enroll(
                id, ancestors, touched, List.of(facts.write(), Member.time(Listing.created(facts)), anew ? "1" : "0"));
    }

    /** The home of an execution that is stored, and what else {@link #enroll(String, List, Values, boolean)} says. */
    Enrolment enrollStored(String id, List<String> ancestors) {
        return enroll(
                id,
                ancestors,
                List.of(keys.homes(), keys.guests(), keys.orphans(), keys.named(), keys.pending()),
                List.of("", "", "0"));
    }

    private Enrolment enroll(String id, List<String> ancestors, List<String> touched, List<String> stored) {
        List<String> arguments = new ArrayList<>();
        arguments.add(id);
        arguments.add(ancestors.isEmpty() ? id : ancestors.get(ancestors.size() - 1));
        arguments.addAll(stored);
        arguments.addAll(ancestors);
        Reply reply = scripts.run(Script.ENROLL, touched, arguments);
        Home home = new Home(reply.at(0).text());
        homes.remember(id, home);
        return new Enrolment(
                home,
                reply.at(1).flag(),
                Lists.read(reply.at(2).text()),
                watchers(reply.at(3).text()),
                reply.at(4).text(),
                reply.at(5).flag());
    }

    /** Lists an execution as it is about to be stored. */
    void intend(String id, Values facts, Listing listing) {
        List<String> touched = new ArrayList<>(List.of(keys.pending()));
        touched.addAll(listing.keys(keys.executions()));
        scripts.run(Script.INTEND, touched, List.of(id, facts.write(), listing.member()));
        listInApplication(listing);
    }

    /** Lists an execution among those of its application. */
    void listInApplication(Listing listing) {
        Relisting relisting = new Relisting();
        relisting.join(keys.executions(listing.application()), listing);
        relisting.run();
    }

    /**
     * Notes that an execution is stored, and takes it out of the sets in which it stood before; returns the stages that
     * named it until now.
     */
    List<Watcher> enlist(String id, Home home, @Nullable Listing before, Listing now) {
        List<String> left = before == null ? List.of() : before.setsNotIn(now);
        List<String> touched = new ArrayList<>(List.of(keys.homes(), keys.pending(), keys.orphans(), keys.named()));
        left.forEach(set -> touched.add(keys.executions() + set));
        touched.addAll(now.keys(keys.executions()));
        Reply named = scripts.run(
                Script.ENLIST,
                touched,
                List.of(
                        id,
                        home.value(),
                        String.valueOf(left.size()),
                        before == null ? "" : before.member(),
                        now.member()));
        if (before != null) {
            boolean isInTheSame = before.application().equals(now.application());
            Relisting relisting = new Relisting();
            relisting.leave(keys.executions(before.application()), before, before.setsNotIn(isInTheSame ? now : null));
            relisting.run();
        }
        return watchers(named.text());
    }

    /**
     * Takes an execution out that is not stored any more, unless it has been given another home.
     *
     * @param listing how it stands in the sets of all applications
     */
    void withdraw(String id, Home home, Listing listing, Removal removal) {
        homes.forget(id);
        List<String> touched = new ArrayList<>(List.of(keys.homes(), keys.pending(), keys.orphans(), keys.named()));
        touched.addAll(listing.keys(keys.executions()));
        List<String> arguments = new ArrayList<>(List.of(
                id,
                home.value(),
                listing.member(),
                removal.isTreeLeft() ? "1" : "0",
                Lists.write(removal.watchers().stream().map(Watcher::write).toList()),
                String.valueOf(removal.waitedFor().size())));
        arguments.addAll(removal.waitedFor());
        removal.named().forEach(name -> {
            arguments.add(new Watcher(name.stage(), home.tag()).write());
            arguments.add(name.child());
        });
        scripts.run(Script.WITHDRAW, touched, arguments);
    }

    /** Notes which executions stages name; returns the homes of those, null where there is none. */
    List<@Nullable Home> name(List<Name> names, String tag, boolean evenIfStored) {
        List<String> arguments = new ArrayList<>();
        for (Name name : names) {
            arguments.add(new Watcher(name.stage(), tag).write());
            arguments.add(name.child());
            arguments.add(evenIfStored ? "1" : "0");
        }
        List<@Nullable Home> found = new ArrayList<>();
        for (Reply home : scripts.run(Script.NAME, List.of(keys.homes(), keys.named()), arguments)
                .list()) {
            String value = home.textIfAny();
            found.add(value == null ? null : new Home(value));
        }
        return found;
    }

    /**
     * Gives executions that are kept elsewhere the tag of one tree that is to know them.
     *
     * @param ids the leaf's and those above it
     * @return the tag, and then those of other trees that keep one of the executions
     */
    List<String> invite(List<String> ids) {
        List<String> arguments = new ArrayList<>(List.of(ids.get(ids.size() - 1)));
        arguments.addAll(ids);
        return scripts.run(Script.INVITE, List.of(keys.homes(), keys.guests()), arguments)
                .texts();
    }

    /**
     * Puts executions into all the sets they belong to, and takes them out of those in which they stood before: one
     * round trip, and one for each application.
     */
    void relistAll(Collection<FactsReader.Listed> executions) {
        Map<String, Relisting> relistings = new LinkedHashMap<>();
        for (FactsReader.Listed listed : executions) {
            listed.before().forEach(before -> leave(before, listed.now(), relistings));
            for (String sets :
                    List.of(keys.executions(), keys.executions(listed.now().application()))) {
                relistings.computeIfAbsent(sets, key -> new Relisting()).join(sets, listed.now());
            }
        }
        relistings.values().forEach(Relisting::run);
    }

    /** Takes an execution out of all sets that it stood in, except those in which it stands now. */
    void unlist(Listing before, @Nullable Listing now) {
        Map<String, Relisting> relistings = new LinkedHashMap<>();
        leave(before, now, relistings);
        relistings.values().forEach(Relisting::run);
    }

    private void leave(Listing before, @Nullable Listing now, Map<String, Relisting> relistings) {
        String common = keys.executions();
        relistings.computeIfAbsent(common, key -> new Relisting()).leave(common, before, before.setsNotIn(now));
        boolean isInTheSame = now != null && now.application().equals(before.application());
        String own = keys.executions(before.application());
        relistings
                .computeIfAbsent(own, key -> new Relisting())
                .leave(own, before, before.setsNotIn(isInTheSame ? now : null));
    }

    /** Takes an execution out of the sets of its application. */
    void unlistInApplication(Listing listing) {
        Relisting relisting = new Relisting();
        relisting.leave(keys.executions(listing.application()), listing, listing.sets());
        relisting.run();
    }

    /** Moves executions between sets of one slot. */
    private final class Relisting {

        private final List<String> touched = new ArrayList<>();
        private final List<String> members = new ArrayList<>();

        void join(String prefix, Listing listing) {
            for (String set : listing.sets()) {
                touched.add(prefix + set);
                members.add("+" + listing.member());
            }
        }

        void leave(String prefix, Listing listing, List<String> sets) {
            for (String set : sets) {
                touched.add(prefix + set);
                members.add("-" + listing.member());
            }
        }

        void run() {
            if (touched.isEmpty()) {
                return;
            }
            scripts.run(Script.RELIST, touched, members);
        }
    }

    private static List<Watcher> watchers(String list) {
        return Lists.read(list).stream().map(Watcher::read).toList();
    }
}
