package dev.leafnode.orca.engine;

import com.netflix.spinnaker.q.Message;
import com.netflix.spinnaker.q.Queue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.jvm.functions.Function0;
import kotlin.jvm.functions.Function2;

/**
 * Keiko's queue in memory: a message that is pushed again replaces its equal, what is due at the same time is delivered in
 * the order of pushing, and what is not acknowledged is delivered again when the time for it has passed. A message is
 * never in two hands at once. Whoever handles messages takes them; nothing is polled.
 */
final class EngineQueue implements Queue {

    private static final Duration ACK_TIMEOUT = Duration.ofMinutes(1);

    private final Clock clock;
    private final Function2<Queue, Message, Unit> dead;
    private final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.IN_ORDER);
    private final Map<Message, Waiting> waitingByMessage = new HashMap<>();
    private final Map<Message, Unacknowledged> unacknowledged = new HashMap<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private long pushed;
    private int inHands;

    EngineQueue(Clock clock, Function2<Queue, Message, Unit> dead) {
        this.clock = clock;
        this.dead = dead;
    }

    /** The next message that is due and in nobody's hands. */
    synchronized Optional<Delivery> take() {
        retry();
        Optional<Waiting> next = deliverable().filter(this::isDue).findFirst();
        next.ifPresent(this::remove);
        return next.map(message -> deliver(message.message(), message.attempt()));
    }

    /** Waits for what others push while they handle theirs; empty when nothing is due and nobody has anything in hand. */
    synchronized Optional<Delivery> takeOrAwait() throws InterruptedException {
        while (true) {
            Optional<Delivery> delivery = take();
            if (delivery.isPresent() || inHands == 0) {
                return delivery;
            }
            wait();
        }
    }

    /** What would be taken now. */
    synchronized Optional<Message> next() {
        retry();
        return deliverable().filter(this::isDue).findFirst().map(Waiting::message);
    }

    /** When there is something to take, at the earliest. */
    synchronized Optional<Instant> nextDue() {
        return Stream.concat(
                        deliverable().limit(1).map(Waiting::due),
                        unacknowledged.values().stream().map(Unacknowledged::deadline))
                .min(Comparator.naturalOrder());
    }

    synchronized void acknowledge(Delivery delivery) {
        unacknowledged.remove(delivery.message());
        abandon();
    }

    /** Whoever had it will not acknowledge it. */
    synchronized void abandon() {
        inHands--;
        notifyAll();
    }

    /** Hands out once more what has been handled already, as a queue does whose acknowledgement was lost. */
    synchronized Delivery deliverAgain(Message message) {
        int attempts = Math.toIntExact(deliveries.stream()
                .filter(delivery -> delivery.message().equals(message))
                .count());
        return deliver(message, attempts + 1);
    }

    /** All that was handed out so far, in that order. */
    synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** What is still to be handled, due or not, in the order in which it will be. */
    synchronized List<Message> waiting() {
        return waiting.stream().map(Waiting::message).toList();
    }

    /** Takes messages away as if they had never been pushed. */
    synchronized void lose(Predicate<Message> which) {
        List.copyOf(waiting).stream()
                .filter(message -> which.test(message.message()))
                .forEach(this::remove);
    }

    @Override
    public void push(Message message) {
        push(message, Duration.ZERO);
    }

    @Override
    public synchronized void push(Message message, TemporalAmount delay) {
        removeEqual(message);
        add(new Waiting(message, clock.instant().plus(delay), pushed++, 1));
    }

    @Override
    public void reschedule(Message message) {
        reschedule(message, Duration.ZERO);
    }

    @Override
    public synchronized void reschedule(Message message, TemporalAmount delay) {
        if (waitingByMessage.containsKey(message)) {
            push(message, delay);
        }
    }

    @Override
    public synchronized void ensure(Message message, TemporalAmount delay) {
        if (!waitingByMessage.containsKey(message) && !unacknowledged.containsKey(message)) {
            push(message, delay);
        }
    }

    @Override
    public synchronized void retry() {
        for (Unacknowledged late : List.copyOf(unacknowledged.values())) {
            if (late.deadline().isAfter(clock.instant())) {
                continue;
            }
            unacknowledged.remove(late.message());
            if (late.attempt() >= Companion.getMaxRetries()) {
                dead.invoke(this, late.message());
            } else {
                removeEqual(late.message());
                add(new Waiting(late.message(), clock.instant(), pushed++, late.attempt() + 1));
            }
        }
    }

    @Override
    public synchronized void clear() {
        waiting.clear();
        waitingByMessage.clear();
    }

    @Override
    public TemporalAmount getAckTimeout() {
        return ACK_TIMEOUT;
    }

    @Override
    public List<Function2<Queue, Message, Unit>> getDeadMessageHandlers() {
        return List.of(dead);
    }

    @Override
    public boolean getCanPollMany() {
        return false;
    }

    @Override
    public void poll(Function2<? super Message, ? super Function0<Unit>, Unit> callback) {
        throw new UnsupportedOperationException("the engine takes its messages");
    }

    @Override
    public void poll(int maximum, Function2<? super Message, ? super Function0<Unit>, Unit> callback) {
        poll(callback);
    }

    private Stream<Waiting> deliverable() {
        return waiting.stream().filter(message -> !unacknowledged.containsKey(message.message()));
    }

    private boolean isDue(Waiting message) {
        return !message.due().isAfter(clock.instant());
    }

    private Delivery deliver(Message message, int attempt) {
        Duration timeout =
                message.getAckTimeoutMs() == null ? ACK_TIMEOUT : Duration.ofMillis(message.getAckTimeoutMs());
        unacknowledged.put(message, new Unacknowledged(message, clock.instant().plus(timeout), attempt));
        Delivery delivery = new Delivery(message, attempt);
        deliveries.add(delivery);
        inHands++;
        return delivery;
    }

    private synchronized void add(Waiting message) {
        waiting.add(message);
        waitingByMessage.put(message.message(), message);
        notifyAll();
    }

    private void removeEqual(Message message) {
        Waiting equal = waitingByMessage.get(message);
        if (equal != null) {
            remove(equal);
        }
    }

    private void remove(Waiting message) {
        waiting.remove(message);
        waitingByMessage.remove(message.message());
    }

    private record Waiting(Message message, Instant due, long order, int attempt) {
        static final Comparator<Waiting> IN_ORDER =
                Comparator.comparing(Waiting::due).thenComparing(Waiting::order);
    }

    private record Unacknowledged(Message message, Instant deadline, int attempt) {}
}
