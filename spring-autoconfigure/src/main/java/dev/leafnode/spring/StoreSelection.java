package dev.leafnode.spring;

import static java.util.stream.Collectors.joining;

import dev.leafnode.model.LeafState;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which store an application uses, or why it cannot use any. */
sealed interface StoreSelection {

    /** Where somebody finds them who runs them by hand. */
    String MIGRATIONS = "dev/leafnode/store/sql/migration of the jar leafnode-store-sql";

    /** The application uses this store. */
    record Selected(StoreType store) implements StoreSelection {}

    /**
     * The application cannot start.
     *
     * @param description what is wrong
     * @param action what to do about it
     */
    record Rejected(String description, String action) implements StoreSelection {}

    /**
     * Selects the store that was asked for; when none was, the only one present.
     *
     * @param asked the setting, if there is one
     * @param present the stores whose modules are on the class path; {@link StoreType#MEMORY} needs none
     */
    static StoreSelection of(@Nullable StoreType asked, List<StoreType> present) {
        if (asked != null) {
            return asked == StoreType.MEMORY || present.contains(asked) ? new Selected(asked) : notPresent(asked);
        }
        return switch (present.size()) {
            case 0 -> none();
            case 1 -> new Selected(present.get(0));
            default -> several(present);
        };
    }

    /**
     * Rejects the SQL store, which was selected, for want of a data source that it could take.
     *
     * @param dataSources the names of the data sources there are
     */
    static Rejected withoutDataSource(List<String> dataSources) {
        if (dataSources.isEmpty()) {
            return new Rejected(
                    "Leafnode's SQL store needs a DataSource bean, but there is none.",
                    "Add spring-boot-starter-jdbc and a driver and set spring.datasource.url, or define a JudgmentRepository bean, or set %s to keep judgments in memory only."
                            .formatted(StoreType.MEMORY.setting()));
        }
        return new Rejected(
                "Leafnode's SQL store needs one DataSource bean, but there are %d and none of them is primary: %s."
                        .formatted(dataSources.size(), String.join(", ", dataSources)),
                "Mark the data source to use with @Primary, or define a JudgmentRepository bean.");
    }

    /**
     * Rejects the Redis store, which was selected, for want of a connection that it could take.
     *
     * @param clients the names of the clients there are
     */
    static Rejected withoutRedis(List<String> clients) {
        String connect = "leafnode.redis.url, or leafnode.redis.cluster.nodes for a Cluster";
        if (clients.isEmpty()) {
            return new Rejected(
                    "Leafnode's Redis store needs a connection, but there is neither leafnode.redis.url nor leafnode.redis.cluster.nodes nor a UnifiedJedis bean.",
                    "Set %s, or define a UnifiedJedis bean or a JudgmentRepository bean.".formatted(connect));
        }
        return new Rejected(
                "Leafnode's Redis store needs one UnifiedJedis bean, but there are %d and none of them is primary: %s."
                        .formatted(clients.size(), String.join(", ", clients)),
                "Mark the client to use with @Primary, or set %s.".formatted(connect));
    }

    /**
     * Rejects other states than judgments in an application that keeps its judgments itself.
     *
     * @param states what it wants to see on ancestors
     */
    static Rejected withoutPlaceFor(Set<LeafState> states) {
        return new Rejected(
                "leafnode.bubble asks for %s, but the application's own JudgmentRepository bean is for judgments only."
                        .formatted(joined(
                                states.stream()
                                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                                        .sorted(),
                                ", ")),
                "Leave only judgment in leafnode.bubble, or remove the JudgmentRepository bean and use one of Leafnode's stores.");
    }

    /** Rejects the SQL store, whose database does not answer. */
    static Rejected unreachable(RuntimeException failure) {
        return new Rejected(
                "Leafnode's SQL store cannot reach its database. " + failure.getMessage(),
                "Start the database or correct the data source (spring.datasource.url). For an application that is to start"
                        + " without it, set leafnode.sql.fail-fast=false: judgments are navigated as soon as it answers.");
    }

    /** Rejects the SQL store, which does not know the database. */
    static Rejected unsupported(RuntimeException failure) {
        return new Rejected(
                "Leafnode's SQL store does not run on the database of the data source. " + failure.getMessage(),
                "Mark a data source of such a database with @Primary, or use another store (%s), or define a JudgmentRepository bean and have leafnode-store-tck test it."
                        .formatted(StoreType.REDIS.setting()));
    }

    /** Rejects the SQL store, whose tables cannot be called as they are to be. */
    static Rejected withoutNames(RuntimeException failure) {
        return new Rejected(
                "leafnode.sql.schema-name or leafnode.sql.table-prefix cannot be used. " + failure.getMessage(),
                "Correct the setting, or leave it out.");
    }

    /** Rejects the SQL store, whose tables are not there or not as they have to be. */
    static Rejected withoutSchema(RuntimeException failure, SchemaMode mode) {
        return new Rejected(
                "Leafnode's SQL store cannot use its tables. " + failure.getMessage(),
                mode == SchemaMode.VALIDATE
                        ? "Run the migrations that are missing, which are in %s, grant the user of the data source what it may not read, or let Leafnode do it with leafnode.sql.schema=migrate."
                                .formatted(MIGRATIONS)
                        : "Where it is a right of the user that is missing, grant it, or have somebody who has it run the migrations, which are in %s, and set leafnode.sql.schema=validate. Then start again: what a migration that failed has left behind is made again, and need not be removed."
                                .formatted(MIGRATIONS));
    }

    private static Rejected notPresent(StoreType asked) {
        return new Rejected(
                "%s is set, but %s is not on the class path.".formatted(asked.setting(), asked.coordinates()),
                "Add the dependency %s, or choose another store.".formatted(asked.coordinates()));
    }

    private static Rejected none() {
        return new Rejected(
                "Leafnode is enabled, but it has no store: none of its store modules is on the class path.",
                "Add the dependency %s or %s, or define a JudgmentRepository bean, or set %s to keep judgments in memory only."
                        .formatted(
                                StoreType.SQL.coordinates(),
                                StoreType.REDIS.coordinates(),
                                StoreType.MEMORY.setting()));
    }

    private static Rejected several(Collection<StoreType> present) {
        return new Rejected(
                "Leafnode is enabled, but it cannot choose between the stores on the class path: %s."
                        .formatted(joined(present.stream().map(StoreType::coordinates), ", ")),
                "Choose one with %s, or remove the others."
                        .formatted(joined(present.stream().map(StoreType::setting), " or ")));
    }

    private static String joined(Stream<String> texts, String separator) {
        return texts.collect(joining(separator));
    }
}
