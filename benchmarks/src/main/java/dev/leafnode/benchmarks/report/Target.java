package dev.leafnode.benchmarks.report;

/** What a ratio, or a value, should be. */
public sealed interface Target {

    /** At most so much. */
    static Target atMost(double most) {
        return new AtMost(most);
    }

    /** At least so much. */
    static Target atLeast(double least) {
        return new AtLeast(least);
    }

    /** Nothing is asked of it. */
    static Target reported() {
        return new Reported();
    }

    Verdict judge(double value);

    /** {@code <= 1.3}, say, or a dash. */
    default String text() {
        return text(Unit.COUNT);
    }

    /** {@code <= 200 ns}, say, or a dash. */
    String text(Unit unit);

    /** At most so much. */
    record AtMost(double most) implements Target {

        @Override
        public Verdict judge(double value) {
            return value <= most ? Verdict.PASS : Verdict.FAIL;
        }

        @Override
        public String text(Unit unit) {
            return "<= " + unit.write(most);
        }
    }

    /** At least so much. */
    record AtLeast(double least) implements Target {

        @Override
        public Verdict judge(double value) {
            return value >= least ? Verdict.PASS : Verdict.FAIL;
        }

        @Override
        public String text(Unit unit) {
            return ">= " + unit.write(least);
        }
    }

    /** Nothing is asked of it. */
    record Reported() implements Target {

        @Override
        public Verdict judge(double value) {
            return Verdict.REPORTED;
        }

        @Override
        public String text(Unit unit) {
            return "-";
        }
    }
}
