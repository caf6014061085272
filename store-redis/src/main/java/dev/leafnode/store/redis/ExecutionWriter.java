package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.UnknownExecutionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Stores executions. One that does not change in what searches look for takes one round trip, to its tree. Otherwise
 * the sets are written before the tree, since they may say too much and never too little:
 *
 * <ol>
 *   <li>The directory gives a new execution its home, and notes what is about to be stored. The sets take it in.
 *   <li>Its tree stores it, as a whole.
 *   <li>Trees that it connects learn of each other.
 *   <li>The sets in which it does not stand any more let it go, and the directory notes that it is stored.
 * </ol>
 *
 * <p>Whoever dies in between leaves nothing behind that is wrong. A repair finishes it.
 */
final class ExecutionWriter {

    private static final Logger log = LoggerFactory.getLogger(ExecutionWriter.class);

    private static final int MOST_REMEMBERED = 10_000;

    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final Directory directory;
    private final Trees trees;
    private final Inbox inbox;
    private final StoredForm form;
    private final WaitRules rules;
    private final @Nullable Duration timeToLive;
    private final Recent<String, Listing> listed = new Recent<>(MOST_REMEMBERED);

    ExecutionWriter(
            Scripts scripts,
            Keys keys,
            Homes homes,
            Directory directory,
            Trees trees,
            Inbox inbox,
            StoredForm form,
            WaitRules rules,
            @Nullable Duration timeToLive) {
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.directory = directory;
        this.trees = trees;
        this.inbox = inbox;
        this.form = form;
        this.rules = rules;
        this.timeToLive = timeToLive;
    }

    void save(Execution execution) {
        Draft draft = new Draft(execution, form);
        Optional<Home> met = homes.recall(draft.id());
        Optional<Listing> intended = met.flatMap(known -> intended(draft, known));
        Home home = met.filter(known -> replace(draft, known)).orElseGet(() -> create(draft));
        settle(execution.id(), () -> intended.ifPresent(listing -> takeBack(draft.id(), listing)));
        settle(
                execution.id(),
                () -> execution
                        .stages()
                        .forEach(stage -> expectJudgment(home, draft.id(), draft.application(), stage)));
    }

    void saveStage(String executionId, Stage stage) {
        String id = RedisText.write(executionId);
        String body = form.body(stage);
        if (homes.at(id, home -> saveStage(home, id, stage, body)).isEmpty()) {
            throw new UnknownExecutionException(executionId);
        }
    }

    /** Empty, having done nothing, if the execution is not stored there. */
    private Optional<Home> saveStage(Home home, String id, Stage stage, String body) {
        List<String> touched = new ArrayList<>(List.of(keys.tree(home.tag()), keys.execution(home.tag(), id)));
        touched.addAll(keys.opens(home.tag()));
        Reply reply = scripts.run(
                Script.SAVE_STAGE, touched, List.of(id, RedisText.write(stage.id()), body, form.facts(stage)));
        if (reply.isNothing()) {
            return Optional.empty();
        }
        settle(id, () -> {
            trees.connect(Name.read(reply.at(0)), home.tag());
            expectJudgment(home, id, reply.at(1).text(), stage);
        });
        return Optional.of(home);
    }

    private void expectJudgment(Home home, String id, String application, Stage stage) {
        if (rules.isWaitingJudgment(stage)
                && stage.startTime() != null
                && stage.startTime().toEpochMilli() >= 0) {
            inbox.expect(
                    LeafState.JUDGMENT,
                    new Entry(
                            stage.startTime().toEpochMilli(),
                            Lists.join(id, RedisText.write(stage.id())),
                            home.tag(),
                            Inbox.FIRST_OPENING,
                            application));
        }
    }

    /** Returns false, having stored nothing, if the execution is not stored there. */
    private boolean replace(Draft draft, Home home) {
        String id = draft.id();
        Optional<Listing> known = listed.get(id);
        Optional<Values> facts = draft.facts(known);
        Optional<Listing> intended = intended(draft, home);
        boolean intends = intended.isPresent() && !intended.equals(known);
        if (intends) {
            directory.intend(id, facts.orElseThrow(), intended.orElseThrow());
        }
        Reply reply = store(draft, home, null);
        if (reply.isNothing()) {
            return false;
        }
        settle(draft.execution().id(), () -> {
            trees.connect(Name.read(reply.at(4)), home.tag());
            relist(id, home, reply, intends);
        });
        return true;
    }

    /** How it will stand in the sets if it is stored there. */
    private Optional<Listing> intended(Draft draft, Home home) {
        return draft.facts(listed.get(draft.id())).map(values -> Listing.of(draft.id(), home.tag(), values));
    }

    /**
     * Takes an execution out of the sets as it does not stand in them. Only when all is stored: somebody else may have
     * stored it meanwhile, just as it had been intended.
     */
    private void takeBack(String id, Listing intended) {
        listed.get(id)
                .filter(now -> !now.member().equals(intended.member()))
                .ifPresent(now -> directory.unlist(intended, null));
    }

    private void relist(String id, Home home, Reply reply, boolean intended) {
        Listing now = Listing.of(id, home.tag(), Values.read(reply.at(0).text()));
        String before = reply.at(1).text();
        if (!before.isEmpty() && !intended) {
            directory.listInApplication(now);
        }
        if (!before.isEmpty() || intended) {
            Listing stood = before.isEmpty() ? null : Listing.of(id, home.tag(), Values.read(before));
            directory.enlist(id, home, stood, now);
        }
        listed.put(id, now);
    }

    private Home create(Draft draft) {
        String id = draft.id();
        Values facts = draft.factsIfNew();
        List<String> ancestors = Ancestors.of(draft.execution());
        Directory.Enrolment enrolment = directory.enroll(id, ancestors, facts, false);
        if (enrolment.isSettled()) {
            if (replace(draft, enrolment.home())) {
                return enrolment.home();
            }
            enrolment = directory.enroll(id, ancestors, facts, true);
        }
        return create(draft, facts, enrolment);
    }

    private Home create(Draft draft, Values facts, Directory.Enrolment enrolment) {
        String id = draft.id();
        Home home = enrolment.home();
        directory.listInApplication(Listing.of(id, home.tag(), facts));
        Reply reply = store(draft, home, enrolment);
        if (reply.at(3).flag()) {
            log.warn(
                    "Execution {} names {} as its parent, which would close a cycle: it is a root",
                    draft.execution().id(),
                    draft.execution().trigger().parent().orElse(null));
        }
        settle(draft.execution().id(), () -> {
            trees.connect(id, enrolment);
            if (enrolment.waitsForParent()) {
                // The parent may have come since: it found nobody waiting yet.
                trees.connectAbove(home.tag(), Ancestors.of(draft.execution()).subList(0, 1));
            }
            trees.connect(Name.read(reply.at(4)), home.tag());
            enlist(id, enrolment, reply);
        });
        return home;
    }

    private void enlist(String id, Directory.Enrolment enrolment, Reply reply) {
        String tag = enrolment.home().tag();
        Listing now = Listing.of(id, tag, Values.read(reply.at(0).text()));
        String before = reply.at(1).text();
        Listing stood = before.isEmpty() ? null : Listing.of(id, tag, Values.read(before));
        List<Watcher> late = new ArrayList<>(directory.enlist(id, enrolment.home(), stood, now));
        late.removeAll(enrolment.watchers());
        late.forEach(watcher -> trees.connect(new Name(watcher.stage(), id), watcher.tag(), tag));
        listed.put(id, now);
    }

    private Reply store(Draft draft, Home home, Directory.@Nullable Enrolment enrolment) {
        List<String> touched = new ArrayList<>(List.of(keys.tree(home.tag()), keys.execution(home.tag(), draft.id())));
        touched.addAll(keys.opens(home.tag()));
        return scripts.run(Script.SAVE, touched, draft.arguments(enrolment, timeToLive));
    }

    /**
     * What is saved is saved: what could not be done besides must not make the engine save it again. A repair does it.
     * How the execution stands in the sets is not known any more.
     */
    private void settle(String executionId, Runnable rest) {
        try {
            rest.run();
        } catch (JedisException failure) {
            listed.remove(RedisText.write(executionId));
            log.warn("Execution {} is stored, but a repair has to make all of it be found", executionId, failure);
        }
    }
}
