package dev.leafnode.orca.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.q.StartWaitingExecutions;
import com.netflix.spinnaker.q.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kotlin.Unit;
import org.junit.jupiter.api.Test;

class EngineQueueTest {

    private static final Duration ACK_TIMEOUT = Duration.ofMinutes(1);

    private final VirtualClock clock = new VirtualClock();
    private final List<Message> dead = new ArrayList<>();
    private final EngineQueue queue = new EngineQueue(clock, (itself, message) -> {
        dead.add(message);
        return Unit.INSTANCE;
    });

    @Test
    void what_is_due_at_the_same_time_comes_in_the_order_of_pushing() {
        queue.push(message("late"), Duration.ofSeconds(1));
        queue.push(message("first"));
        queue.push(message("second"));

        assertThat(take()).contains(message("first"));
        assertThat(take()).contains(message("second"));
        assertThat(take()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(take()).contains(message("late"));
    }

    @Test
    void a_message_that_is_pushed_again_replaces_its_equal() {
        queue.push(message("same"));
        queue.push(message("same"), Duration.ofSeconds(15));

        assertThat(queue.waiting()).hasSize(1);
        assertThat(take()).isEmpty();
    }

    @Test
    void a_message_is_not_in_two_hands_at_once() {
        queue.push(message("same"));
        Delivery delivery = queue.take().orElseThrow();
        queue.push(message("same"));

        assertThat(take()).isEmpty();
        queue.acknowledge(delivery);
        assertThat(take()).contains(message("same"));
    }

    @Test
    void what_is_never_acknowledged_is_delivered_five_times_and_then_dead() {
        queue.push(message("poison"));
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(queue.take()).contains(new Delivery(message("poison"), attempt));
            assertThat(take()).isEmpty();
            clock.advance(ACK_TIMEOUT);
        }

        assertThat(take()).isEmpty();
        assertThat(dead).containsExactly(message("poison"));
    }

    private Optional<Message> take() {
        return queue.take().map(Delivery::message);
    }

    private static Message message(String name) {
        return new StartWaitingExecutions(name, false);
    }
}
