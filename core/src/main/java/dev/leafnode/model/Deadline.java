package dev.leafnode.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The end of somebody's patience.
 *
 * @param at when
 * @param stage the stage that gives up waiting then
 */
public record Deadline(Instant at, StageKey stage) {

    private static final Comparator<Deadline> EARLIEST_FIRST = Comparator.comparing(Deadline::at)
            .thenComparing(deadline -> deadline.stage().executionId())
            .thenComparing(deadline -> deadline.stage().stageId());

    /** The earliest one of a judgment and of all stages that it shows on; null where there is none. */
    public static @Nullable Deadline earliest(Judgment judgment, Collection<Ancestor> shownOn) {
        Deadline own = of(judgment.deadline(), judgment.key().stage());
        Deadline above = null;
        for (Ancestor ancestor : shownOn) {
            Deadline other = of(ancestor.deadline(), ancestor.stage());
            if (above == null || (other != null && EARLIEST_FIRST.compare(other, above) < 0)) {
                above = other;
            }
        }
        return above == null || (own != null && !above.at.isBefore(own.at)) ? own : above;
    }

    private static @Nullable Deadline of(@Nullable Instant at, StageKey stage) {
        return at == null ? null : new Deadline(at, stage);
    }
}
