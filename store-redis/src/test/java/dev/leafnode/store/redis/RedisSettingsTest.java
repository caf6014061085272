package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {

    @Test
    void a_key_prefix_has_no_braces_which_would_move_every_key_into_one_slot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.DEFAULT.withKeyPrefix("{mine}:"))
                .withMessage("key prefix '{mine}:': expected no braces");
    }

    @Test
    void durations_are_positive_and_none_that_redis_refuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.DEFAULT.withRetention(Duration.ZERO))
                .withMessage("retention: expected a positive duration of PT876000H at the most, got PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.DEFAULT.withExecutionTtl(Duration.ofMinutes(-1)))
                .withMessage("execution TTL: expected a positive duration of PT876000H at the most, got PT-1M");
    }

    @Test
    void a_duration_is_not_longer_than_redis_takes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.DEFAULT.withRetention(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageStartingWith("retention: expected a positive duration of PT876000H at the most, got ");
    }

    @Test
    void executions_stay_unless_it_is_said_otherwise() {
        assertThat(RedisSettings.DEFAULT.executionTtl()).isNull();
        assertThat(RedisSettings.DEFAULT.withExecutionTtl(Duration.ofDays(1)).executionTtl())
                .isEqualTo(Duration.ofDays(1));
    }
}
