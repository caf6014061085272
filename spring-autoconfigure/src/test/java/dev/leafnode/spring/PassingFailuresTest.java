package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

class PassingFailuresTest {

    @Test
    void a_connection_may_come_back() {
        assertPasses(new IllegalStateException(new IOException("reset")));
        assertPasses(new SQLException("gone", "08006"));
        assertPasses(new JedisConnectionException("Unexpected end of stream."));
        assertPasses(new JedisException("Could not get a resource from the pool", new NoSuchElementException()));
    }

    @Test
    void a_redis_that_starts_or_fails_over_or_moves_slots_or_is_busy_may_be_done() {
        assertPasses(new JedisClusterOperationException("No more cluster attempts left."));
        assertPasses(new JedisClusterException("CLUSTERDOWN The cluster is down"));
        assertPasses(new JedisBusyException("BUSY Redis is busy running a script."));
        List.of(
                        "LOADING Redis is loading the dataset in memory",
                        "MASTERDOWN Link with MASTER is down",
                        "MISCONF Redis is configured to save RDB snapshots",
                        "NOREPLICAS Not enough good replicas to write.",
                        "OOM command not allowed when used memory > 'maxmemory'.",
                        "READONLY You can't write against a read only replica.",
                        "TRYAGAIN Multiple keys request during rehashing of slot")
                .forEach(answer -> assertPasses(new JedisDataException(answer)));
    }

    @Test
    void what_redis_will_not_do_later_either_stays_a_failure() {
        assertStays(new JedisAccessControlException("WRONGPASS invalid username-password pair or user is disabled."));
        assertStays(new JedisAccessControlException("NOPERM this user has no permissions to run the 'eval' command"));
        assertStays(new JedisNoScriptException("NOSCRIPT No matching script."));
        assertStays(new JedisDataException("WRONGTYPE Operation against a key holding the wrong kind of value"));
        assertStays(new JedisDataException((String) null));
    }

    @Test
    void a_failure_of_the_call_stays_one() {
        assertStays(new SQLException("syntax", "42601"));
        assertStays(new IllegalArgumentException("LOADING"));
    }

    private static void assertPasses(Exception failure) {
        assertThat(PassingFailures.mayPass(failure)).as("%s", failure).isTrue();
    }

    private static void assertStays(Exception failure) {
        assertThat(PassingFailures.mayPass(failure)).as("%s", failure).isFalse();
    }
}
