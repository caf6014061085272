package dev.leafnode.repository;

import dev.leafnode.model.Audience;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitingJudgment;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which open judgments to find. Conditions that are null do not restrict; all others must hold together.
 *
 * @param application the judgments whose leaf belongs to this application
 * @param pipeline the judgments whose leaf is an execution of the pipeline of exactly this name
 * @param blocking the judgments that this execution waits for: those it holds itself and those that show on one of its
 *     stages
 * @param sinceBefore the judgments that began to wait before this instant
 * @param text the judgments with this text in their application, their pipeline, the name of their stage or their
 *     instructions, whatever the case of the letters A to Z
 * @param audiences the judgments that ask one of these; empty finds none
 * @param order the order in which they are found
 * @param withCounts whether the page tells how many there are; costs a statement more
 * @param limit the most judgments on a page, 1 to {@value #MAX_LIMIT}
 * @param pageToken the token of the page before, which was of the same order, or null for the first page
 */
public record JudgmentQuery(
        @Nullable String application,
        @Nullable String pipeline,
        @Nullable String blocking,
        @Nullable Instant sinceBefore,
        @Nullable String text,
        @Nullable Set<Audience> audiences,
        JudgmentOrder order,
        boolean withCounts,
        int limit,
        @Nullable PageToken pageToken) {

    /** The largest page. */
    public static final int MAX_LIMIT = 1_000;

    /** The most audiences of a query: no application has so many that it could not name them all. */
    public static final int MAX_AUDIENCES = 10_000;

    private static final int DEFAULT_LIMIT = 50;

    public JudgmentQuery {
        audiences = audiences == null ? null : Set.copyOf(audiences);
        Limits.require(limit, MAX_LIMIT);
        Limits.requireAtMost("audiences", audiences == null ? Set.of() : audiences, MAX_AUDIENCES);
        var unused = Place.of(order, pageToken);
    }

    /** Every open judgment, {@value #DEFAULT_LIMIT} on a page, the one that has waited longest first. */
    public static JudgmentQuery all() {
        return new JudgmentQuery(null, null, null, null, null, null, JudgmentOrder.AGE, false, DEFAULT_LIMIT, null);
    }

    /** The judgments that an execution waits for. */
    public static JudgmentQuery blocking(String executionId) {
        return all().withBlocking(executionId);
    }

    /** The judgment after which this page starts; null for the first page. */
    public @Nullable JudgmentKey after() {
        Place place = Place.of(order, pageToken);
        return place == null ? null : place.key();
    }

    /** The deadline after which this page starts, in milliseconds since the epoch, as {@link #deadline} has it. */
    public long afterDeadline() {
        Place place = Place.of(order, pageToken);
        return place == null ? Long.MIN_VALUE : place.deadline();
    }

    /**
     * Whether nothing else is asked than the judgments of all, of an application or below an execution, by their age.
     */
    public boolean isPlain() {
        return pipeline == null
                && sinceBefore == null
                && text == null
                && audiences == null
                && order == JudgmentOrder.AGE;
    }

    /** Whether a judgment meets every condition but {@link #blocking}, which the judgment itself cannot tell. */
    public boolean finds(Judgment judgment) {
        return (application == null || application.equals(judgment.application()))
                && (pipeline == null || pipeline.equals(judgment.pipeline()))
                && (sinceBefore == null || judgment.key().since().isBefore(sinceBefore))
                && (text == null || says(judgment, Letters.lowerCase(text)))
                && (audiences == null || audiences.contains(judgment.audience()));
    }

    /** The order in which judgments are found. */
    public Comparator<WaitingJudgment> comparator() {
        Comparator<WaitingJudgment> byAge =
                Comparator.comparing(waiting -> waiting.judgment().key());
        return order == JudgmentOrder.AGE
                ? byAge
                : Comparator.<WaitingJudgment>comparingLong(waiting -> deadline(waiting.deadline()))
                        .thenComparing(byAge);
    }

    /** Whether a judgment comes after the page before. */
    public boolean isAfter(WaitingJudgment waiting) {
        Place place = Place.of(order, pageToken);
        if (place == null) {
            return true;
        }
        int byAge = waiting.judgment().key().compareTo(place.key());
        if (order == JudgmentOrder.AGE) {
            return byAge > 0;
        }
        int byDeadline = Long.compare(deadline(waiting.deadline()), place.deadline());
        return byDeadline > 0 || (byDeadline == 0 && byAge > 0);
    }

    /** A deadline as a number to order by, in milliseconds since the epoch: none is later than any. */
    public static long deadline(@Nullable Deadline deadline) {
        return deadline == null ? Long.MAX_VALUE : deadline.at().toEpochMilli();
    }

    private static boolean says(Judgment judgment, String lowerCaseText) {
        return Stream.of(
                        judgment.application(),
                        judgment.pipeline(),
                        judgment.stageName(),
                        judgment.question().instructions())
                .anyMatch(said -> said != null && Letters.lowerCase(said).contains(lowerCaseText));
    }

    public JudgmentQuery withApplication(@Nullable String newApplication) {
        return new JudgmentQuery(
                newApplication, pipeline, blocking, sinceBefore, text, audiences, order, withCounts, limit, pageToken);
    }

    public JudgmentQuery withPipeline(@Nullable String newPipeline) {
        return new JudgmentQuery(
                application, newPipeline, blocking, sinceBefore, text, audiences, order, withCounts, limit, pageToken);
    }

    public JudgmentQuery withBlocking(@Nullable String newBlocking) {
        return new JudgmentQuery(
                application, pipeline, newBlocking, sinceBefore, text, audiences, order, withCounts, limit, pageToken);
    }

    public JudgmentQuery withSinceBefore(@Nullable Instant newSinceBefore) {
        return new JudgmentQuery(
                application, pipeline, blocking, newSinceBefore, text, audiences, order, withCounts, limit, pageToken);
    }

    public JudgmentQuery withText(@Nullable String newText) {
        return new JudgmentQuery(
                application, pipeline, blocking, sinceBefore, newText, audiences, order, withCounts, limit, pageToken);
    }

    public JudgmentQuery withAudiences(@Nullable Set<Audience> newAudiences) {
        return new JudgmentQuery(
                application, pipeline, blocking, sinceBefore, text, newAudiences, order, withCounts, limit, pageToken);
    }

    public JudgmentQuery withOrder(JudgmentOrder newOrder) {
        return new JudgmentQuery(
                application, pipeline, blocking, sinceBefore, text, audiences, newOrder, withCounts, limit, pageToken);
    }

    public JudgmentQuery withCounts(boolean newWithCounts) {
        return new JudgmentQuery(
                application, pipeline, blocking, sinceBefore, text, audiences, order, newWithCounts, limit, pageToken);
    }

    public JudgmentQuery withLimit(int newLimit) {
        return new JudgmentQuery(
                application, pipeline, blocking, sinceBefore, text, audiences, order, withCounts, newLimit, pageToken);
    }

    public JudgmentQuery withPageToken(@Nullable PageToken newPageToken) {
        return new JudgmentQuery(
                application, pipeline, blocking, sinceBefore, text, audiences, order, withCounts, limit, newPageToken);
    }
}
