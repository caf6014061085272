package dev.leafnode.spring;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The stores there are, as {@code leafnode.store} names them. */
enum StoreType {
    /** A relational database, through the host's data source. */
    SQL("leafnode-store-sql", "dev.leafnode.store.sql.SqlStore"),
    /** Redis, standalone or a Cluster. */
    REDIS("leafnode-store-redis", "dev.leafnode.store.redis.RedisStore"),
    /** This process; gone when it ends. Never chosen unless asked for. */
    MEMORY("leafnode-core", null);

    private final String artifact;
    private final @Nullable String moduleClass;

    StoreType(String artifact, @Nullable String moduleClass) {
        this.artifact = artifact;
        this.moduleClass = moduleClass;
    }

    /** The stores that have a module of their own which is on this class path. */
    static List<StoreType> present(@Nullable ClassLoader classPath) {
        return Stream.of(values())
                .filter(type -> type.moduleClass != null && ClassUtils.isPresent(type.moduleClass, classPath))
                .toList();
    }

    /** The Maven coordinates of the module, without the version. */
    String coordinates() {
        return "dev.leafnode:" + artifact;
    }

    /** The setting that chooses this store. */
    String setting() {
        return LeafnodeProperties.PREFIX + ".store=" + name().toLowerCase(Locale.ROOT);
    }
}
