package dev.leafnode.reminder;

import dev.leafnode.model.WaitingJudgment;
import java.time.Duration;

/**
 * That a judgment has been open for long.
 *
 * @param waiting the judgment with the way to it, as it stood just before
 * @param threshold the longest of the durations asked for that it has waited
 * @param waited how long it has waited, by the clock of this instance
 */
public record Reminder(WaitingJudgment waiting, Duration threshold, Duration waited) {}
