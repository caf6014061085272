package dev.leafnode.feed;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitingJudgment;
import java.time.Instant;

/** What became of a judgment. */
public sealed interface JudgmentEvent {

    JudgmentKey key();

    /** The application of the leaf execution. */
    String application();

    /** When it was entered into the feed. */
    Instant at();

    /**
     * It began to wait.
     *
     * @param waiting as it stood when it was entered into the feed; without ancestors if it was over by then
     */
    record Opened(WaitingJudgment waiting, Instant at) implements JudgmentEvent {

        @Override
        public JudgmentKey key() {
            return waiting.judgment().key();
        }

        @Override
        public String application() {
            return waiting.judgment().application();
        }
    }

    /** It waits no longer, whatever ended it. */
    record Closed(JudgmentKey key, String application, Instant at) implements JudgmentEvent {}
}
