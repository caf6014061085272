package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.repository.PageToken;

/**
 * An execution that a search has found.
 *
 * @param execution what is stored
 * @param created the time of its creation, milliseconds since the epoch
 */
record Found(Execution execution, long created) {

    PageToken place() {
        return new PageToken(created, execution.id());
    }
}
