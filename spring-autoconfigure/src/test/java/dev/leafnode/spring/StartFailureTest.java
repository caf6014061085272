package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** What somebody reads whose application does not start because of us. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    private static final String ON = "--leafnode.enabled=true";

    /** As Spring Boot 3.5 and as Spring Boot 4 calls it. */
    private static final String WITHOUT_DATA_SOURCE = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    private final ClassLoader withoutStore = new FilteredClassLoader("dev.leafnode.store");
    private final ClassLoader withRedis = new FilteredClassLoader("dev.leafnode.store.sql");
    private final ClassLoader withSql = new FilteredClassLoader("dev.leafnode.store.redis");

    @Test
    void navigation_without_a_store_says_which_to_add(CapturedOutput output) {
        assertFails(host(withoutStore), ON);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Leafnode is enabled, but it has no store")
                .contains("Add the dependency dev.leafnode:leafnode-store-sql or dev.leafnode:leafnode-store-redis")
                .contains("leafnode.store=memory");
    }

    @Test
    void a_store_that_is_asked_for_and_not_there_says_what_to_add(CapturedOutput output) {
        assertFails(host(withoutStore), ON, "--leafnode.store=sql");

        assertThat(output)
                .contains("leafnode.store=sql is set, but dev.leafnode:leafnode-store-sql is not on the class path.")
                .contains("Add the dependency dev.leafnode:leafnode-store-sql");
    }

    @Test
    void two_stores_without_a_choice_say_how_to_choose(CapturedOutput output) {
        assertFails(host(getClass().getClassLoader()), ON);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("cannot choose between the stores on the class path:"
                        + " dev.leafnode:leafnode-store-sql, dev.leafnode:leafnode-store-redis.")
                .contains("Choose one with leafnode.store=sql or leafnode.store=redis, or remove the others.");
    }

    @Test
    void the_sql_store_without_a_data_source_says_how_to_get_one(CapturedOutput output) {
        assertFails(host(withSql), ON, WITHOUT_DATA_SOURCE);

        assertThat(output)
                .contains("Leafnode's SQL store needs a DataSource bean, but there is none.")
                .contains("spring.datasource.url");
    }

    @Test
    void the_redis_store_without_a_connection_says_how_to_get_one(CapturedOutput output) {
        assertFails(host(withRedis), ON);

        assertThat(output)
                .contains("Leafnode's Redis store needs a connection, but there is neither leafnode.redis.url"
                        + " nor leafnode.redis.cluster.nodes nor a UnifiedJedis bean.")
                .contains("Set leafnode.redis.url, or leafnode.redis.cluster.nodes for a Cluster");
    }

    @Test
    void the_redis_store_with_two_clients_says_which_and_how_to_choose(CapturedOutput output) {
        assertFails(host(withRedis).sources(TwoClients.class), ON);

        assertThat(output)
                .contains("needs one UnifiedJedis bean, but there are 2 and none of them is primary: first, second.")
                .contains("Mark the client to use with @Primary, or set leafnode.redis.url");
    }

    @Test
    void settings_of_redis_that_contradict_each_other_say_which(CapturedOutput output) {
        assertFails(
                host(withRedis),
                ON,
                "--leafnode.redis.url=redis://orca:Passw0rt@redis.example",
                "--leafnode.redis.cluster.nodes=redis.example:7000");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("leafnode.redis.url and leafnode.redis.cluster.nodes: expected one of the two, got both.")
                .contains("Leave leafnode.redis.url for a single server")
                .doesNotContain("Passw0rt");
    }

    @Test
    void a_setting_that_cannot_be_does_not_show_the_password_of_redis(CapturedOutput output) {
        assertFails(
                host(withRedis),
                ON,
                "--leafnode.redis.url=redis://orca:Passw0rt@redis.example",
                "--leafnode.redis.password=Passw0rt",
                "--leafnode.redis.key-prefix={}",
                "--leafnode.timeout=0s");

        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("Passw0rt");
    }

    @Test
    void a_time_that_cannot_be_does_not_show_the_password_of_redis(CapturedOutput output) {
        assertFails(host(withRedis), ON, "--leafnode.redis.password=Passw0rt", "--leafnode.timeout=0s");

        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("Passw0rt");
    }

    @Test
    void a_flag_that_is_no_boolean_says_which(CapturedOutput output) {
        assertFails(host(withoutStore), "--leafnode.enabled=maybe");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("leafnode.enabled")
                .contains("maybe");
    }

    @Test
    void a_store_that_does_not_exist_says_which_do(CapturedOutput output) {
        assertFails(host(withoutStore), ON, "--leafnode.store=papyrus");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("papyrus")
                .contains("MEMORY", "SQL");
    }

    @Test
    void stage_types_that_cannot_be_say_why(CapturedOutput output) {
        assertFails(host(withoutStore), ON, "--leafnode.store=memory", "--leafnode.judgment-stage-types=pipeline");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("expected different stage types, got [pipeline] in both");
    }

    @Test
    void a_judgment_repository_of_the_host_needs_no_store() {
        host(withoutStore).sources(OwnJudgments.class).run(ON).close();
    }

    private static SpringApplicationBuilder host(ClassLoader classPath) {
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .resourceLoader(new DefaultResourceLoader(classPath));
    }

    private static void assertFails(SpringApplicationBuilder host, String... arguments) {
        assertThatThrownBy(() -> host.run(arguments)).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Host {}

    @Configuration(proxyBeanMethods = false)
    static class OwnJudgments {

        @Bean
        JudgmentRepository judgments() {
            return new InMemoryStore(WaitRules.DEFAULT, Clock.systemUTC()).judgments();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoClients {

        @Bean
        UnifiedJedis first() {
            return new UnifiedJedis(new PooledConnectionProvider(new HostAndPort("redis.invalid", 6379)));
        }

        @Bean
        UnifiedJedis second() {
            return first();
        }
    }
}
