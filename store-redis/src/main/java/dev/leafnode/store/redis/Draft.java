package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An execution as it is to be stored. It is made before anything is sent: what cannot be written fails here. */
final class Draft {

    private final Execution execution;
    private final String facts;
    private final long created;
    private final List<String> content = new ArrayList<>();

    Draft(Execution execution, StoredForm form) {
        this.execution = execution;
        facts = form.facts(execution);
        created = StoredForm.clamped(form.created(execution));
        content.add(form.body(execution));
        for (Stage stage : execution.stages()) {
            content.add(RedisText.write(stage.id()));
            content.add(form.body(stage));
            content.add(form.facts(stage));
        }
    }

    Execution execution() {
        return execution;
    }

    /** Its id, as it is written in Redis. */
    String id() {
        return RedisText.write(execution.id());
    }

    /** Its application, as it is written in Redis. */
    String application() {
        return RedisText.write(execution.application());
    }

    /** What navigation asks of it, if it is new. */
    Values factsIfNew() {
        return Values.read(facts).put("t", created);
    }

    /** What navigation will ask of it, if that is known: the time of creation may be known to Redis alone. */
    Optional<Values> facts(Optional<Listing> before) {
        if (execution.buildTime() != null) {
            return Optional.of(factsIfNew());
        }
        return before.map(listing ->
                Values.read(facts).put("t", Member.read(listing.member()).created()));
    }

    /**
     * What the script that saves asks for.
     *
     * @param enrolment the home it was given; null if it is said to be stored
     */
    List<String> arguments(Directory.@Nullable Enrolment enrolment, @Nullable Duration timeToLive) {
        Optional<StageKey> parent = execution.trigger().parent();
        List<String> arguments = new ArrayList<>();
        arguments.add(id());
        arguments.add(enrolment == null ? "0" : "1");
        arguments.add(facts);
        arguments.add(String.valueOf(created));
        arguments.add(execution.buildTime() == null ? "0" : "1");
        arguments.add(parent.map(Lists::write).orElse(""));
        arguments.add(enrolment == null ? "" : watching(enrolment));
        arguments.add(enrolment == null ? "" : elsewhere(enrolment));
        arguments.add(
                enrolment != null && enrolment.waitsForParent()
                        ? parent.map(StageKey::executionId)
                                .map(RedisText::write)
                                .orElse("")
                        : "");
        arguments.add(timeToLive == null ? "" : String.valueOf(timeToLive.toMillis()));
        arguments.addAll(content);
        return arguments;
    }

    private static String watching(Directory.Enrolment enrolment) {
        return Lists.write(enrolment.watchers().stream().map(Watcher::stage).toList());
    }

    /** Which executions that are named as parent or watchers belong to which other trees. */
    private String elsewhere(Directory.Enrolment enrolment) {
        List<String> pairs = new ArrayList<>();
        String tag = enrolment.home().tag();
        execution.trigger().parent().ifPresent(parent -> {
            if (!enrolment.parentTag().isEmpty() && !enrolment.parentTag().equals(tag)) {
                pairs.add(RedisText.write(parent.executionId()));
                pairs.add(enrolment.parentTag());
            }
        });
        for (Watcher watcher : enrolment.watchers()) {
            if (!watcher.tag().equals(tag)) {
                pairs.add(watcher.executionId());
                pairs.add(watcher.tag());
            }
        }
        return String.join("\t", pairs);
    }
}
