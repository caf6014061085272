package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects trees that are in different slots. The lower one knows which stages of the upper one may await its
 * executions, the upper one knows that there is something below it; whether anything shows is asked when it is read.
 */
final class Trees {

    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final Directory directory;

    Trees(Scripts scripts, Keys keys, Homes homes, Directory directory) {
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.directory = directory;
    }

    /**
     * Connects the tree of a new execution with its parent's, with those that wait for it and with those that watch it.
     */
    void connect(String id, Directory.Enrolment enrolment) {
        String tag = enrolment.home().tag();
        if (!enrolment.parentTag().isEmpty() && !enrolment.parentTag().equals(tag)) {
            putAbove(tag, enrolment.parentTag());
        }
        for (String lower : enrolment.waiting()) {
            if (!lower.equals(tag)) {
                attach(lower, "", "", "", Map.of(id, tag));
                putAbove(lower, tag);
            }
        }
        for (Watcher watcher : enrolment.watchers()) {
            if (!watcher.tag().equals(tag)) {
                putAbove(tag, watcher.tag());
            }
        }
    }

    /** Likewise, where it is not sure that its tree has noted all of it. */
    void reconnect(String id, Optional<String> parent, Directory.Enrolment enrolment) {
        String tag = enrolment.home().tag();
        if (parent.isPresent()
                && !enrolment.parentTag().isEmpty()
                && !enrolment.parentTag().equals(tag)) {
            attach(tag, "", "", "", Map.of(parent.get(), enrolment.parentTag()));
        }
        connect(id, enrolment);
        enrolment.watchers().forEach(watcher -> connect(new Name(watcher.stage(), id), watcher.tag(), tag));
    }

    /** Connects a tree with those of executions that triggers in it name, and that it does not keep. */
    void connectAbove(String tag, Collection<String> parents) {
        parents.forEach(homes::forget);
        homes.find(parents).forEach((parent, home) -> {
            if (home.isOfStored() && !home.tag().equals(tag)) {
                attach(tag, "", "", "", Map.of(parent, home.tag()));
                putAbove(tag, home.tag());
            }
        });
    }

    /** Connects stages of a tree with the executions that they name and that it does not keep. */
    void connect(List<Name> names, String tag) {
        if (names.isEmpty()) {
            return;
        }
        List<@Nullable Home> found = directory.name(names, tag, false);
        List<Name> missed = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Home home = found.get(i);
            if (home != null && !connect(names.get(i), tag, home.tag())) {
                missed.add(names.get(i));
            }
        }
        if (!missed.isEmpty()) {
            directory.name(missed, tag, true);
        }
    }

    /** Connects a stage with an execution that it names; returns false if that is not stored. */
    boolean connect(Name name, String upper, String lower) {
        String watcher = Lists.parts(name.stage()).get(0);
        if (upper.equals(lower)) {
            return attach(lower, name.child(), name.stage(), "", Map.of());
        }
        if (!attach(lower, name.child(), name.stage(), "", Map.of(watcher, upper))) {
            return false;
        }
        putAbove(lower, upper);
        return true;
    }

    /** An upper tree learns that there is something below it. */
    void putAbove(String lower, String upper) {
        if (attach(upper, "", "", lower, Map.of())) {
            scripts.run(Script.RELIST, List.of(keys.waiting()), List.of("+" + upper));
        }
    }

    private boolean attach(String tag, String child, String stage, String below, Map<String, String> elsewhere) {
        List<String> touched = new ArrayList<>(List.of(keys.tree(tag)));
        touched.addAll(keys.opens(tag));
        List<String> arguments = new ArrayList<>(List.of(child, stage, below));
        elsewhere.forEach((id, other) -> {
            arguments.add(id);
            arguments.add(other);
        });
        return scripts.run(Script.ATTACH, touched, arguments).flag();
    }
}
