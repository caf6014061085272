package dev.leafnode.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import dev.leafnode.spring.LeafnodeProperties.Redis;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import redis.clients.jedis.HostAndPort;

/**
 * Where Redis is and how to get in, as {@code leafnode.redis.*} says it. What contradicts itself or cannot be
 * understood ends the start of the application, in words that hold no password.
 *
 * @param nodes the single server, or some nodes of the Cluster
 * @param database a number from 0; a Cluster has no other
 */
record RedisAddress(
        Set<HostAndPort> nodes,
        boolean isCluster,
        boolean tls,
        int database,
        @Nullable String user,
        @Nullable String password) {

    private static final String URL = "leafnode.redis.url";
    private static final String USER = "leafnode.redis.user";
    private static final String PASSWORD = "leafnode.redis.password";
    private static final String TLS = "leafnode.redis.tls";
    private static final String NODES = "leafnode.redis.cluster.nodes";

    private static final int DEFAULT_PORT = 6379;
    private static final int LAST_PORT = 65535;
    private static final Pattern NODE = Pattern.compile("([^\\s/@]+):(\\d{1,5})");
    private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,5})");

    /** Reads the address of a client of our own. */
    static RedisAddress of(Redis redis) {
        RedisAddress address = redis.url() == null ? cluster(redis) : standalone(redis, redis.url());
        if (address.user() != null && address.password() == null) {
            throw refused(PASSWORD, "one for the user " + address.user(), "none", "Set " + PASSWORD + ".");
        }
        return address;
    }

    /** Refuses an address beside the host's client, which is used whatever the address says. */
    static void requireNone(Redis redis) {
        requireNone(URL, redis.url() == null);
        requireNone(USER, redis.user() == null);
        requireNone(PASSWORD, redis.password() == null);
        requireNone(TLS, redis.tls() == null);
        requireNone(NODES, redis.cluster().nodes().isEmpty());
    }

    /** Without what only the server is to know. */
    @Override
    public String toString() {
        return "RedisAddress[nodes=%s, isCluster=%s, tls=%s, database=%d]".formatted(nodes, isCluster, tls, database);
    }

    private static RedisAddress cluster(Redis redis) {
        Set<HostAndPort> nodes =
                redis.cluster().nodes().stream().map(RedisAddress::node).collect(toCollection(LinkedHashSet::new));
        return new RedisAddress(nodes, true, Boolean.TRUE.equals(redis.tls()), 0, redis.user(), redis.password());
    }

    private static RedisAddress standalone(Redis redis, String text) {
        if (!redis.cluster().nodes().isEmpty()) {
            throw refused(
                    URL + " and " + NODES,
                    "one of the two",
                    "both",
                    "Leave %s for a single server, or %s for a Cluster.".formatted(URL, NODES));
        }
        URI url = url(text);
        HostAndPort server = new HostAndPort(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
        String[] login = url.getRawUserInfo() == null
                ? new String[0]
                : url.getRawUserInfo().split(":", 2);
        return new RedisAddress(
                Set.of(server),
                false,
                tls(redis, url),
                database(url),
                onlyOne(USER, redis.user(), login.length > 0 ? login[0] : null),
                onlyOne(PASSWORD, redis.password(), login.length > 1 ? login[1] : null));
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException unclear) {
            throw refusedUrl("something else");
        }
        if (url.getScheme() == null) {
            throw refusedUrl("no scheme");
        }
        if (!"redis".equals(url.getScheme()) && !"rediss".equals(url.getScheme())) {
            throw refusedUrl("the scheme " + url.getScheme());
        }
        if (url.getHost() == null) {
            throw refusedUrl("no host");
        }
        if (url.getPort() > LAST_PORT) {
            throw refusedUrl("the port " + url.getPort());
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refusedUrl("more behind the database");
        }
        return url;
    }

    private static boolean tls(Redis redis, URI url) {
        boolean secure = "rediss".equals(url.getScheme());
        if (secure && Boolean.FALSE.equals(redis.tls())) {
            throw refused(
                    TLS,
                    "true or nothing beside %s with rediss://".formatted(URL),
                    "false",
                    "Remove %s, or let %s begin with redis://.".formatted(TLS, URL));
        }
        return secure || Boolean.TRUE.equals(redis.tls());
    }

    private static int database(URI url) {
        Matcher path = DATABASE.matcher(url.getPath());
        if (!path.matches()) {
            throw refusedUrl("the database " + url.getPath().substring(1));
        }
        return path.group(1) == null ? 0 : Integer.parseInt(path.group(1));
    }

    private static @Nullable String onlyOne(String property, @Nullable String set, @Nullable String inUrl) {
        if (!StringUtils.hasLength(inUrl)) {
            return set;
        }
        if (set != null) {
            throw refused(
                    property,
                    "none beside the one in " + URL,
                    "one",
                    "Remove %s, or take it out of %s.".formatted(property, URL));
        }
        return StringUtils.uriDecode(inUrl, UTF_8);
    }

    private static HostAndPort node(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches() || Integer.parseInt(node.group(2)) > LAST_PORT) {
            throw refused(
                    NODES,
                    "nodes as host:port",
                    text.substring(text.lastIndexOf('@') + 1),
                    "Give each node as host:port, and what else there is to say by %s, %s and %s."
                            .formatted(USER, PASSWORD, TLS));
        }
        return new HostAndPort(node.group(1), Integer.parseInt(node.group(2)));
    }

    private static void requireNone(String property, boolean none) {
        if (!none) {
            throw refused(
                    property,
                    "none beside the application's UnifiedJedis bean, which Leafnode uses",
                    "one",
                    "Remove %s, or keep the bean from Leafnode with @Bean(autowireCandidate = false)."
                            .formatted(property));
        }
    }

    private static StoreSelectionException refusedUrl(String actual) {
        return refused(
                URL,
                "redis://user:password@host:port/database, or the same with rediss://",
                actual,
                "Write special characters of user and password as in any URL (@ as %40), or set them by " + USER
                        + " and " + PASSWORD + ".");
    }

    private static StoreSelectionException refused(String property, String expected, String actual, String action) {
        return new StoreSelectionException(
                new StoreSelection.Rejected("%s: expected %s, got %s.".formatted(property, expected, actual), action));
    }
}
