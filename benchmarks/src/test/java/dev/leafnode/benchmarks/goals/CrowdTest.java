package dev.leafnode.benchmarks.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {

    @Test
    void every_number_is_taken_once() throws Exception {
        Collection<Integer> taken = new ConcurrentLinkedQueue<>();
        try (Crowd crowd = new Crowd(3)) {
            crowd.run(10, taken::add);
        }
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void all_threads_are_at_it_at_the_same_time() throws Exception {
        CyclicBarrier all = new CyclicBarrier(4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Crowd crowd = new Crowd(4)) {
            crowd.run(4, i -> {
                threads.add(Thread.currentThread());
                await(all);
            });
        }
        assertThat(threads).hasSize(4);
    }

    @Test
    void what_fails_in_a_thread_ends_the_run() {
        try (Crowd crowd = new Crowd(2)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> crowd.run(2, i -> Integer.parseInt("number " + i)))
                    .withCauseInstanceOf(NumberFormatException.class);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            int unused = barrier.await();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
