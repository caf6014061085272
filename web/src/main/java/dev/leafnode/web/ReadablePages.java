package dev.leafnode.web;

import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.PageToken;
import java.time.Instant;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The executions that a query finds and a caller may read, a page of the store's at a time. Where there is no end of
 * what may not be read, one request passes over {@value #MOST_PASSED_OVER} and no more than a page beyond.
 *
 * <p>What a caller can tell of executions that he may not read: that there are so many in a row, the day or, where they
 * follow each other faster, the hour, the minute or the second in which that number was reached, and how long it takes
 * to pass over them. Fewer show in nothing but that time.
 */
final class ReadablePages {

    static final int MOST_PASSED_OVER = 10_000;

    /** A day, an hour, a minute, a second and what places are told apart by, in milliseconds. */
    private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    private final ExecutionRepository executions;
    private final ExecutionQuery query;
    private final Access access;
    private final boolean isAllReadable;
    private @Nullable PageToken place;
    private @Nullable PageToken first;
    private @Nullable ExecutionPage ahead;
    private boolean isAtEnd;
    private int passedOver;

    /** For a query of an application that the caller may read, or of whatever applications. */
    ReadablePages(ExecutionRepository executions, ExecutionQuery query, Access access) {
        this.executions = executions;
        this.query = query;
        this.access = access;
        isAllReadable = access.isUnrestricted() || query.application() != null;
        place = query.pageToken();
    }

    /** Whether there are more. Where all may be read the store has said so; otherwise they are looked for. */
    boolean hasNext() {
        while (!isAllReadable && ahead == null && !isAtEnd && !isCutOff()) {
            ExecutionPage page = read();
            ahead = page.executions().isEmpty() ? null : page;
        }
        return ahead != null || (isAllReadable && !isAtEnd);
    }

    /** The next, with what shows on them; empty if they have gone meanwhile. */
    ExecutionPage next() {
        ExecutionPage next = ahead == null ? read() : ahead;
        ahead = null;
        return next;
    }

    /**
     * Where to go on, if there are no more because too many were passed over; null otherwise. It says a moment and no
     * execution: the last full day, or else hour, minute or second, after which everything was looked at. What was
     * created since the moment is looked at again.
     */
    @Nullable
    PageToken cutOff() {
        return place == null || first == null || !isCutOff() ? null : moment(place.time(), first.time());
    }

    private ExecutionPage read() {
        ExecutionPage page = executions.search(query.withPageToken(place));
        ExecutionPage readable = page.only(execution -> access.reads(execution.application()));
        if (first == null && !page.places().isEmpty()) {
            first = page.places().get(0);
        }
        passedOver += page.executions().size() - readable.executions().size();
        place = page.next();
        isAtEnd = place == null;
        return readable;
    }

    /** Between two executions of the same moment there is no other: it is gone beyond. */
    private boolean isCutOff() {
        return passedOver >= MOST_PASSED_OVER && place != null && first != null && place.time() < first.time();
    }

    /** The roundest time after {@code earliest} and not after {@code latest}: so something is left behind. */
    private static PageToken moment(long earliest, long latest) {
        long time = LongStream.of(UNITS)
                .map(unit -> (Math.floorDiv(earliest, unit) + 1) * unit)
                .filter(round -> round <= latest)
                .findFirst()
                .orElse(latest);
        return PageToken.at(Instant.ofEpochMilli(time - 1));
    }
}
