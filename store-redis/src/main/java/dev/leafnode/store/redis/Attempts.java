package dev.leafnode.store.redis;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens and closes what is in one state. Each is one script, whatever the depth: what is open is kept with its tree,
 * and what it shows on follows from the tree when that is read.
 *
 * <p>Which tree that is, is remembered from when this instance last met the execution; otherwise the directory is asked
 * before. And an entry of the inbox is put after what was opened, unless it was there before.
 */
final class Attempts {

    private final LeafState state;
    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final Directory directory;
    private final Trees trees;
    private final Inbox inbox;
    private final Duration retention;

    Attempts(
            LeafState state,
            Scripts scripts,
            Keys keys,
            Homes homes,
            Directory directory,
            Trees trees,
            Inbox inbox,
            Duration retention) {
        this.state = state;
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.directory = directory;
        this.trees = trees;
        this.inbox = inbox;
        this.retention = retention;
    }

    boolean open(Judgment judgment, Lineage lineage) {
        Values written = Open.write(judgment, Inbox.FIRST_OPENING);
        StageKey stage = judgment.key().stage();
        if (lineage instanceof Lineage.Known known) {
            List<String> above = known.stages().stream().map(Lists::write).toList();
            written.put("l", above.isEmpty() ? null : Lists.write(above)).put("t", Told.write(known.ancestors()));
            boolean opened = open(stage, written, invite(stage, known.stages())).orElse(false);
            if (opened) {
                inviteOnceMore(stage, known.stages());
            }
            return opened;
        }
        written.put("k", true);
        return homes.at(RedisText.write(stage.executionId()), home -> open(stage, written, home.tag()))
                .orElse(false);
    }

    boolean close(JudgmentKey key, Instant at) {
        String id = RedisText.write(key.stage().executionId());
        return homes.at(id, home -> close(key, at, home.tag(), true)).orElseGet(() -> {
            String tag = invite(key.stage(), List.of());
            boolean closed = close(key, at, tag, false).orElse(false);
            inviteOnceMore(key.stage(), List.of());
            return closed;
        });
    }

    /** A repair forgets guests of whom nothing is known, as was so until now. */
    private void inviteOnceMore(StageKey leaf, List<StageKey> ancestors) {
        String unused = invite(leaf, ancestors);
    }

    private String invite(StageKey leaf, List<StageKey> ancestors) {
        List<String> ids = new ArrayList<>(List.of(RedisText.write(leaf.executionId())));
        ancestors.forEach(above -> ids.add(RedisText.write(above.executionId())));
        List<String> tags = directory.invite(ids);
        String tag = tags.get(0);
        tags.subList(1, tags.size()).forEach(other -> trees.putAbove(tag, other));
        return tag;
    }

    /** Empty if the execution is said to be stored in that tree and is not. */
    private Optional<Boolean> open(StageKey stage, Values judgment, String tag) {
        Reply reply = scripts.run(
                Script.OPEN,
                List.of(
                        keys.tree(tag),
                        keys.open(tag, state),
                        keys.closed(tag, state),
                        keys.execution(tag, RedisText.write(stage.executionId()))),
                List.of(
                        state.name(),
                        RedisText.write(stage.executionId()),
                        RedisText.write(stage.stageId()),
                        judgment.write()));
        if (reply.isNothing()) {
            return Optional.empty();
        }
        if (reply.number() == 1) {
            inbox.expect(state, Entry.of(tag, Lists.write(stage), judgment));
        }
        return Optional.of(reply.number() == 1);
    }

    /** Empty if the execution is said to be stored in that tree and is not. */
    private Optional<Boolean> close(JudgmentKey key, Instant at, String tag, boolean isStored) {
        Reply reply = scripts.run(
                Script.CLOSE,
                List.of(keys.tree(tag), keys.open(tag, state), keys.closed(tag, state)),
                List.of(
                        state.name(),
                        RedisText.write(key.stage().executionId()),
                        RedisText.write(key.stage().stageId()),
                        String.valueOf(key.attempt()),
                        String.valueOf(at.toEpochMilli()),
                        String.valueOf(retention.toMillis()),
                        isStored ? "1" : "0"));
        if (reply.isNothing()) {
            return Optional.empty();
        }
        boolean wasOpen = reply.at(0).flag();
        if (wasOpen) {
            inbox.closed(
                    state,
                    Entry.of(
                            tag,
                            Lists.write(key.stage()),
                            Values.read(reply.at(1).text())));
        }
        return Optional.of(wasOpen);
    }
}
