package dev.leafnode.store.redis;

import java.util.List;

/**
 * What the removal of an execution from its tree leaves to do.
 *
 * @param wasStored whether it was stored; otherwise only traces of it were
 * @param watchers the stages that watch it, and would again if it came back
 * @param named what its own stages named
 * @param isTreeLeft whether the tree goes on without it
 * @param waitedFor the executions that the tree waited for, if it does not
 */
record Removal(
        boolean wasStored, List<Watcher> watchers, List<Name> named, boolean isTreeLeft, List<String> waitedFor) {

    /** There was nothing to remove. */
    static final Removal NONE = new Removal(false, List.of(), List.of(), false, List.of());

    /** What the script that deletes returned. */
    static Removal read(Reply reply) {
        if (reply.isNothing()) {
            return NONE;
        }
        return new Removal(
                reply.at(0).flag(),
                Lists.read(reply.at(1).text()).stream().map(Watcher::read).toList(),
                Name.read(reply.at(2)),
                reply.at(3).flag(),
                reply.at(4).texts());
    }
}
