package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import redis.clients.jedis.HostAndPort;

class RedisAddressTest {

    private static final String SECRET = "Passw0rt";

    @Test
    void a_url_says_everything() {
        assertThat(address("url", "rediss://orca:%s@redis.example:6390/3".formatted(SECRET)))
                .isEqualTo(new RedisAddress(
                        Set.of(new HostAndPort("redis.example", 6390)), false, true, 3, "orca", SECRET));
    }

    @Test
    void what_a_url_does_not_say_is_the_default_of_redis() {
        RedisAddress expected =
                new RedisAddress(Set.of(new HostAndPort("redis.example", 6379)), false, false, 0, null, null);

        assertThat(address("url", "redis://redis.example")).isEqualTo(expected);
        assertThat(address("url", " redis://redis.example/ ")).isEqualTo(expected);
    }

    @Test
    void a_url_may_have_a_password_without_a_user() {
        RedisAddress address = address("url", "redis://:%s@redis.example".formatted(SECRET));

        assertThat(address.user()).isNull();
        assertThat(address.password()).isEqualTo(SECRET);
    }

    @Test
    void special_characters_of_a_url_are_written_as_in_any_other() {
        RedisAddress address = address("url", "redis://or%3Aca:p%40ss%2Fwo+rd@redis.example");

        assertThat(address.user()).isEqualTo("or:ca");
        assertThat(address.password()).isEqualTo("p@ss/wo+rd");
    }

    @Test
    void properties_say_what_the_url_does_not() {
        RedisAddress address =
                address("url", "redis://redis.example", "user", "orca", "password", SECRET, "tls", "true");

        assertThat(address.user()).isEqualTo("orca");
        assertThat(address.password()).isEqualTo(SECRET);
        assertThat(address.tls()).isTrue();
        assertThat(address("url", "redis://orca@redis.example", "password", SECRET)
                        .user())
                .isEqualTo("orca");
    }

    @Test
    void a_cluster_is_some_of_its_nodes() {
        assertThat(address("cluster.nodes", "one:7000,[::1]:7001", "user", "orca", "password", SECRET, "tls", "true"))
                .isEqualTo(new RedisAddress(
                        Set.of(new HostAndPort("one", 7000), new HostAndPort("[::1]", 7001)),
                        true,
                        true,
                        0,
                        "orca",
                        SECRET));
    }

    @Test
    void a_url_and_nodes_contradict_each_other() {
        assertRefused(
                "leafnode.redis.url and leafnode.redis.cluster.nodes: expected one of the two, got both.",
                "url",
                "redis://redis.example",
                "cluster.nodes",
                "one:7000");
    }

    @Test
    void a_url_with_tls_and_no_tls_contradict_each_other() {
        assertRefused(
                "leafnode.redis.tls: expected true or nothing beside leafnode.redis.url with rediss://, got false.",
                "url",
                "rediss://redis.example",
                "tls",
                "false");
    }

    @Test
    void a_user_or_a_password_is_said_once() {
        assertRefused(
                "leafnode.redis.user: expected none beside the one in leafnode.redis.url, got one.",
                "url",
                "redis://orca:%s@redis.example".formatted(SECRET),
                "user",
                "orca");
        assertRefused(
                "leafnode.redis.password: expected none beside the one in leafnode.redis.url, got one.",
                "url",
                "redis://orca:%s@redis.example".formatted(SECRET),
                "password",
                SECRET);
    }

    @Test
    void a_user_needs_a_password() {
        String message = "leafnode.redis.password: expected one for the user orca, got none.";

        assertRefused(message, "url", "redis://orca@redis.example");
        assertRefused(message, "cluster.nodes", "one:7000", "user", "orca");
    }

    @Test
    void a_url_that_cannot_be_understood_is_refused_by_its_part() {
        String expected =
                "leafnode.redis.url: expected redis://user:password@host:port/database, or the same with rediss://, got ";

        assertRefused(expected + "something else.", "url", "redis://orca:%s %%@redis.example".formatted(SECRET));
        assertRefused(expected + "the scheme http.", "url", "http://orca:%s@redis.example".formatted(SECRET));
        assertRefused(expected + "no host.", "url", "redis://orca:%s@@redis.example".formatted(SECRET));
        assertRefused(expected + "no host.", "url", "redis:redis.example");
        assertRefused(expected + "no scheme.", "url", "");
        assertRefused(expected + "the port 65536.", "url", "redis://redis.example:65536");
        assertRefused(expected + "the database first.", "url", "redis://redis.example/first");
        assertRefused(
                expected + "more behind the database.", "url", "redis://redis.example/0?password=%s".formatted(SECRET));
    }

    @Test
    void a_node_that_cannot_be_understood_is_refused() {
        String expected = "leafnode.redis.cluster.nodes: expected nodes as host:port, got ";

        assertRefused(expected + "one.", "cluster.nodes", "one");
        assertRefused(expected + "one:70000.", "cluster.nodes", "one:70000");
        assertRefused(expected + "one:7000/2.", "cluster.nodes", "one:7000/2");
        assertRefused(expected + "one:7000.", "cluster.nodes", "redis://orca:%s@one:7000".formatted(SECRET));
    }

    @Test
    void nothing_shows_the_password() {
        LeafnodeProperties.Redis redis = redis("url", "redis://redis.example", "user", "orca", "password", SECRET);

        assertThat(redis.toString()).doesNotContain(SECRET, "redis.example");
        assertThat(RedisAddress.of(redis).toString())
                .contains("redis.example:6379")
                .doesNotContain(SECRET);
    }

    @Test
    void nothing_is_said_beside_a_client_of_the_host() {
        RedisAddress.requireNone(redis("key-prefix", "orca:", "execution-ttl", "30d"));

        Map.of("url", "redis://x", "user", "orca", "password", SECRET, "tls", "true", "cluster.nodes", "one:7000")
                .forEach((property, value) -> assertThatThrownBy(() -> RedisAddress.requireNone(redis(property, value)))
                        .isInstanceOf(StoreSelectionException.class)
                        .hasMessage(("leafnode.redis.%s: expected none beside the application's UnifiedJedis bean,"
                                        + " which Leafnode uses, got one.")
                                .formatted(property)));
    }

    private static void assertRefused(String message, String... settings) {
        assertThatThrownBy(() -> address(settings))
                .isInstanceOfSatisfying(
                        StoreSelectionException.class,
                        refused -> assertThat(refused.action()).isNotBlank().doesNotContain(SECRET))
                .hasMessage(message)
                .hasNoCause();
    }

    private static RedisAddress address(String... settings) {
        return RedisAddress.of(redis(settings));
    }

    private static LeafnodeProperties.Redis redis(String... settings) {
        Map<String, String> properties = new TreeMap<>();
        List<String> pairs = List.of(settings);
        for (int i = 0; i < pairs.size(); i += 2) {
            properties.put("leafnode.redis." + pairs.get(i), pairs.get(i + 1));
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(LeafnodeProperties.PREFIX, Bindable.of(LeafnodeProperties.class))
                .redis();
    }
}
