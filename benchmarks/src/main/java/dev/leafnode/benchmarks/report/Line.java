package dev.leafnode.benchmarks.report;

import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Spread;

/**
 * One thing that was measured.
 *
 * @param goal the goal it belongs to, such as {@code P1}
 * @param name what was done
 * @param store on what
 * @param parameters with what, such as {@code depth 5}
 * @param unit what {@code ours} and {@code yardstickValue} count
 * @param ours what it took us
 * @param yardstick what it is held against
 * @param yardstickValue what that took
 * @param ratio of ours to the yardstick's, or the other way round where more is better; what the target asks about
 */
public record Line(
        String goal,
        String name,
        String store,
        String parameters,
        Unit unit,
        double ours,
        String yardstick,
        double yardstickValue,
        Spread ratio,
        Target target) {

    /** How much longer a step took than its yardstick. */
    public static Line slower(
            Title title, Measured measured, String ours, String yardstick, String yardstickName, Target target) {
        return more(title, Unit.NANOSECONDS, measured, ours, yardstick, yardstickName, target);
    }

    /** How much faster a step was than its yardstick. */
    public static Line faster(
            Title title, Measured measured, String ours, String yardstick, String yardstickName, Target target) {
        Spread ratio = measured.ratio(yardstick, ours);
        return of(title, Unit.NANOSECONDS, measured, ours, yardstick, yardstickName, ratio, target);
    }

    /** How much more of something a step took than its yardstick. */
    public static Line more(
            Title title,
            Unit unit,
            Measured measured,
            String ours,
            String yardstick,
            String yardstickName,
            Target target) {
        return of(title, unit, measured, ours, yardstick, yardstickName, measured.ratio(ours, yardstick), target);
    }

    private static Line of(
            Title title,
            Unit unit,
            Measured measured,
            String ours,
            String yardstick,
            String yardstickName,
            Spread ratio,
            Target target) {
        return new Line(
                title.goal(),
                title.name(),
                title.store(),
                title.parameters(),
                unit,
                measured.of(ours).median(),
                yardstickName,
                measured.of(yardstick).median(),
                ratio,
                target);
    }

    /** A value by itself; the target asks about the value. */
    public static Line value(Title title, Unit unit, Spread value, Target target) {
        return new Line(
                title.goal(),
                title.name(),
                title.store(),
                title.parameters(),
                unit,
                value.median(),
                "-",
                Double.NaN,
                value,
                target);
    }

    public Verdict verdict() {
        return target.judge(ratio.median());
    }

    /** Whether the value stands by itself. */
    public boolean isAlone() {
        return Double.isNaN(yardstickValue);
    }

    /**
     * What names a line.
     *
     * @param goal the goal it belongs to, such as {@code P1}
     * @param name what is done
     * @param store on what
     * @param parameters with what, such as {@code depth 5}
     */
    public record Title(String goal, String name, String store, String parameters) {}
}
