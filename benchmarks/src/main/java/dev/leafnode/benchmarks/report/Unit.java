package dev.leafnode.benchmarks.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What a value counts. */
public enum Unit {

    /** Written in the unit of time that fits. */
    NANOSECONDS {
        @Override
        public String write(double value) {
            double size = Math.abs(value);
            if (size < 1e3) {
                return number(value) + " ns";
            }
            if (size < 1e6) {
                return number(value / 1e3) + " us";
            }
            return size < 1e9 ? number(value / 1e6) + " ms" : number(value / 1e9) + " s";
        }
    },

    PER_SECOND {
        @Override
        public String write(double value) {
            return number(value) + "/s";
        }
    },

    BYTES {
        @Override
        public String write(double value) {
            double size = Math.abs(value);
            if (size < 1 << 10) {
                return number(value) + " B";
            }
            return size < 1 << 20 ? number(value / (1 << 10)) + " KiB" : number(value / (1 << 20)) + " MiB";
        }
    },

    COUNT {
        @Override
        public String write(double value) {
            return number(value);
        }
    };

    /** With three digits that count, as {@code 0.412}, {@code 31.5} or {@code 1280}. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    public abstract String write(double value);
}
