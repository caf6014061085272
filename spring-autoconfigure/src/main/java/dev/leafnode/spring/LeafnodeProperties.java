package dev.leafnode.spring;

import static java.util.stream.Collectors.toCollection;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Leafnode's settings. Whether it is on at all is asked by {@link OnLeafnodeEnabled}, before these are read.
 *
 * @param store Where executions and judgments are kept. By default in the one store whose module is on the class path.
 * @param judgmentStageTypes The types of stages that wait for a human.
 * @param parentStageTypes The types of stages that wait for the executions they start or watch.
 * @param judgmentTimeout How long a stage waits for a human where its stageTimeoutMs does not say so.
 * @param parentTimeout How long a stage waits for executions where its stageTimeoutMs does not say so.
 * @param timeout How long an event may hold a thread of the engine in all, whatever the store does.
 * @param retention How long a judgment that is over is remembered, so that late events of it change nothing.
 * @param bubble What is shown on ancestors. Judgments are, whatever else is; each state is listed by itself.
 * @param reminders How long a judgment has waited when ReminderListener beans are told, once for each of these. Never, if there are none.
 * @param metrics What is measured where the application has Micrometer.
 * @param reconcile Putting right what events did not.
 * @param redis What the Redis store alone needs.
 * @param sql What the SQL store alone needs.
 * @param web The REST interface.
 */
@ConfigurationProperties(LeafnodeProperties.PREFIX)
record LeafnodeProperties(
        @Nullable StoreType store,
        @DefaultValue("manualJudgment") Set<String> judgmentStageTypes,

        @DefaultValue({"pipeline", "monitorPipeline", "runMultiplePipelines"})
        Set<String> parentStageTypes,

        @DefaultValue("3d") Duration judgmentTimeout,
        @DefaultValue("12h") Duration parentTimeout,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("24h") Duration retention,
        @DefaultValue("judgment") Set<LeafState> bubble,
        @DefaultValue List<Duration> reminders,
        @DefaultValue Metrics metrics,
        @DefaultValue Reconcile reconcile,
        @DefaultValue Redis redis,
        @DefaultValue Sql sql,
        @DefaultValue Web web) {

    static final String PREFIX = "leafnode";

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final DataSize LARGEST_REPORT = DataSize.ofGigabytes(1);

    LeafnodeProperties {
        requireNames("judgment-stage-types", judgmentStageTypes);
        requireNames("parent-stage-types", parentStageTypes);
        requireDistinct(judgmentStageTypes, parentStageTypes);
        requireBetween("judgment-timeout", SHORTEST, judgmentTimeout, LONGEST);
        requireBetween("parent-timeout", SHORTEST, parentTimeout, LONGEST);
        requireBetween("timeout", SHORTEST, timeout, LONGEST_TIMEOUT);
        requireBetween("retention", SHORTEST, retention, LONGEST);
        requireJudgment(bubble);
        reminders.forEach(reminder -> requireBetween("reminders", SHORTEST, reminder, LONGEST));
        requireDistinct(reminders);
        reminders = reminders.stream().sorted().toList();
    }

    /**
     * When judgments are reconciled with executions.
     *
     * @param interval How long to wait between two passes over everything. The first pass follows the start.
     */
    record Reconcile(@DefaultValue("1m") Duration interval) {

        Reconcile {
            requireBetween("reconcile.interval", SHORTEST, interval, LONGEST);
        }
    }

    /**
     * What is measured where the application has Micrometer.
     *
     * @param interval How often it is counted what is open, in the whole store. Less often where that takes long.
     */
    record Metrics(@DefaultValue("30s") Duration interval) {

        Metrics {
            requireBetween("metrics.interval", SHORTEST, interval, LONGEST);
        }
    }

    /**
     * Where the SQL store's tables are, and who makes them.
     *
     * @param schema Whether to create and migrate the tables at the start, to check only that they are there, or neither.
     * @param schemaName The schema, in MySQL the database, of the tables. By default that of the connection.
     * @param tablePrefix What the name of every table begins with.
     * @param failFast Whether the start fails when the database cannot be reached or its tables are not as they should be. If not, judgments are navigated as soon as they are.
     */
    record Sql(
            @DefaultValue("migrate") SchemaMode schema,
            @Nullable String schemaName,
            @DefaultValue("leafnode_") String tablePrefix,
            @DefaultValue("true") boolean failFast) {}

    /**
     * How the Redis store is reached and what it does there. All but the last two are for a client of Leafnode's own, and
     * are refused where the application has a {@code UnifiedJedis} bean; {@link RedisAddress} reads them.
     *
     * @param url Where a single Redis is, as redis://user:password@host:port/database. With rediss:// over TLS.
     * @param user The ACL user, if the URL names none. By default Redis's default user.
     * @param password The password, if the URL has none.
     * @param tls Whether to talk over TLS, if the URL does not say so.
     * @param cluster A Redis Cluster.
     * @param keyPrefix What the name of every key begins with, so that applications can share a Redis.
     * @param executionTtl How long an execution is kept after it is complete. By default until it is deleted.
     */
    record Redis(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable Boolean tls,
            @DefaultValue Cluster cluster,
            @DefaultValue("leafnode:") String keyPrefix,
            @Nullable Duration executionTtl) {

        Redis {
            if (keyPrefix.isBlank() || keyPrefix.contains("{") || keyPrefix.contains("}")) {
                throw new IllegalArgumentException(
                        "%s.redis.key-prefix: expected a text without braces, got '%s'".formatted(PREFIX, keyPrefix));
            }
            if (executionTtl != null) {
                requireBetween("redis.execution-ttl", SHORTEST, executionTtl, LONGEST);
            }
        }

        /** Without what only the server is to know. */
        @Override
        public String toString() {
            return "Redis[keyPrefix=%s, executionTtl=%s]".formatted(keyPrefix, executionTtl);
        }
    }

    /**
     * A Redis Cluster.
     *
     * @param nodes Some nodes of a Redis Cluster, each as host:port. The others are found through them.
     */
    record Cluster(@DefaultValue List<String> nodes) {}

    /**
     * The REST interface.
     *
     * @param enabled Whether to serve it, with Spring MVC.
     * @param basePath What every path of it begins with. Nothing, if it is empty.
     * @param leafUrl Where a person who follows an execution to the leaf is sent, with {application}, {executionId} and
     *     {stageId} where those go. By default to the judgment on the page or, without it, the execution in the REST interface.
     * @param events Streams of events, for those who follow.
     * @param page The page for people.
     * @param reporting Engines elsewhere that report their executions.
     */
    record Web(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/leafnode") String basePath,
            @Nullable String leafUrl,
            @DefaultValue Events events,
            @DefaultValue Page page,
            @DefaultValue Reporting reporting) {

        Web {
            if (!basePath.isEmpty() && (!basePath.startsWith("/") || basePath.endsWith("/"))) {
                throw new IllegalArgumentException(
                        "%s.web.base-path: expected nothing, or a path that begins with a slash and does not end with one, got '%s'"
                                .formatted(PREFIX, basePath));
            }
        }
    }

    /**
     * The page for people.
     *
     * @param enabled Whether to serve it, at the base path.
     */
    record Page(@DefaultValue("true") boolean enabled) {}

    /**
     * Streams of events, for those who follow.
     *
     * @param pollInterval How long it takes at most to learn what other instances have told.
     * @param heartbeat How long a stream is silent at most.
     * @param lifetime How long a stream lasts before its reader asks for another one, and says again who it is.
     */
    record Events(
            @DefaultValue("500ms") Duration pollInterval,
            @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("30m") Duration lifetime) {

        Events {
            requireBetween("web.events.poll-interval", SHORTEST, pollInterval, LONGEST);
            requireBetween("web.events.heartbeat", SHORTEST, heartbeat, LONGEST);
            requireBetween("web.events.lifetime", SHORTEST, lifetime, LONGEST);
        }
    }

    /**
     * Engines elsewhere that report their executions.
     *
     * @param enabled Whether to take reports. Whoever may report says what waits.
     * @param maxBodySize The largest report.
     */
    record Reporting(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("64MB") DataSize maxBodySize) {

        Reporting {
            if (maxBodySize.toBytes() < 1 || maxBodySize.toBytes() > LARGEST_REPORT.toBytes()) {
                throw new IllegalArgumentException(
                        "%s.web.reporting.max-body-size: expected a size from 1B to %s, got %s"
                                .formatted(PREFIX, LARGEST_REPORT, maxBodySize));
            }
        }
    }

    /** Who waits for whom, according to these settings. */
    WaitRules waitRules() {
        return new WaitRules(judgmentStageTypes, parentStageTypes, judgmentTimeout, parentTimeout);
    }

    private static void requireNames(String property, Set<String> types) {
        if (types.isEmpty() || types.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "%s.%s: expected one or more stage types, got %s".formatted(PREFIX, property, types));
        }
    }

    private static void requireDistinct(Set<String> judgmentStageTypes, Set<String> parentStageTypes) {
        Set<String> both =
                judgmentStageTypes.stream().filter(parentStageTypes::contains).collect(toCollection(TreeSet::new));
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s.judgment-stage-types and %s.parent-stage-types: expected different stage types, got %s in both"
                            .formatted(PREFIX, PREFIX, both));
        }
    }

    private static void requireDistinct(List<Duration> reminders) {
        if (reminders.stream().distinct().count() < reminders.size()) {
            throw new IllegalArgumentException(
                    "%s.reminders: expected different durations, got %s".formatted(PREFIX, reminders));
        }
    }

    private static void requireBetween(String property, Duration least, Duration value, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s.%s: expected a duration from %s to %s, got %s".formatted(PREFIX, property, least, most, value));
        }
    }

    private static void requireJudgment(Set<LeafState> bubble) {
        if (!bubble.contains(LeafState.JUDGMENT)) {
            throw new IllegalArgumentException(
                    "%s.bubble: expected judgment and perhaps others, got %s".formatted(PREFIX, bubble));
        }
    }
}
