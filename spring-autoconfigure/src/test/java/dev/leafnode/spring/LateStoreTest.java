package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.feed.EventLog;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A store that cannot be opened at the first attempt. */
@ExtendWith(OutputCaptureExtension.class)
class LateStoreTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicBoolean inTransaction = new AtomicBoolean();

    @Test
    void it_is_opened_once_and_closed_once_although_whoever_is_told_fails(CapturedOutput output) {
        CountDownLatch told = new CountDownLatch(1);
        try (LateStore late = LateStore.whenever(StoreType.MEMORY, this::openedAtTheSecondAttempt, () -> {
            told.countDown();
            throw new IllegalStateException("thrown on purpose");
        })) {
            assertThat(late.store().executions()).isNotNull();
            await().until(() -> told.getCount() == 0);

            await().during(Duration.ofSeconds(2)).until(() -> attempts.get() == 2);
        }

        assertThat(closed).hasValue(1);
        assertThat(output)
                .containsOnlyOnce("The store has been opened")
                .containsOnlyOnce("Could not tell that the store has been opened");
    }

    @Test
    void one_that_opens_when_the_application_has_ended_is_closed_and_nobody_is_told(CapturedOutput output)
            throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        AtomicBoolean told = new AtomicBoolean();
        LateStore late = LateStore.whenever(
                StoreType.MEMORY,
                () -> {
                    LateStore.Opened opened = openedAtTheSecondAttempt();
                    awaitInSpiteOfInterrupts(answers);
                    return opened;
                },
                () -> told.set(true));
        await().until(() -> attempts.get() == 2);

        late.close();
        answers.countDown();

        await().until(() -> closed.get() == 1);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("leafnode-start-")));
        assertThat(told).isFalse();
        assertThat(output).doesNotContain("The store has been opened");
    }

    @Test
    void each_thing_that_is_wrong_is_explained_once(CapturedOutput output) {
        try (LateStore late = LateStore.whenever(
                StoreType.MEMORY,
                () -> {
                    throw failure(attempts.incrementAndGet());
                },
                () -> {})) {
            await().until(() -> attempts.get() == 3);
            await().until(() -> output.toString().contains("Grant it."));

            assertThat(late.store().joinsTransaction().getAsBoolean()).isFalse();
        }

        assertThat(output)
                .containsOnlyOnce("tried again and again. No connection after 1 ms. Start the database.")
                .doesNotContain("tried again and again. No connection after 2 ms.")
                .containsOnlyOnce("tried again and again. A right is missing. Grant it.");
    }

    @Test
    void calls_join_a_transaction_from_when_it_is_open() {
        CountDownLatch answers = new CountDownLatch(1);
        Supplier<LateStore.Opened> open = () -> {
            LateStore.Opened opened = openedAtTheSecondAttempt();
            awaitInSpiteOfInterrupts(answers);
            return opened;
        };
        try (LateStore late = LateStore.whenever(StoreType.MEMORY, open, () -> {})) {
            Store store = late.store();
            inTransaction.set(true);
            assertThat(store.joinsTransaction().getAsBoolean()).isFalse();

            answers.countDown();
            await().until(() -> store.joinsTransaction().getAsBoolean());

            inTransaction.set(false);
            assertThat(store.joinsTransaction().getAsBoolean()).isFalse();
        }
    }

    private LateStore.Opened openedAtTheSecondAttempt() {
        if (attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("away");
        }
        InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
        return new LateStore.Opened(
                new Store(
                        StoreType.MEMORY,
                        store.executions(),
                        store::leaves,
                        Lease.ofProcess(),
                        EventLog.ofProcess(),
                        EventLog.ofProcess(),
                        inTransaction::get),
                closed::incrementAndGet);
    }

    private static RuntimeException failure(int attempt) {
        return new StoreSelectionException(
                attempt < 3
                        ? new StoreSelection.Rejected(
                                "No connection after %d ms.".formatted(attempt), "Start the database.")
                        : new StoreSelection.Rejected("A right is missing.", "Grant it."));
    }

    private static void awaitInSpiteOfInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                assertThat(latch.getCount()).isNotNegative();
            }
        }
    }
}
