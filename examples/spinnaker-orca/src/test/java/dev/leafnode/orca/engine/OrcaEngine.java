package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.events.ExecutionEvent;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.q.handler.DeadMessageHandler;
import com.netflix.spinnaker.orca.q.pending.InMemoryPendingExecutionService;
import com.netflix.spinnaker.q.Message;
import dev.leafnode.orca.engine.Faults.Moment;
import dev.leafnode.orca.engine.OrcaInstance.Shared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Some instances of Orca on one queue, one virtual clock and one Redis, which a new engine empties. Nothing happens by
 * itself: whoever has started an execution lets the messages be handled and the time pass. A message takes a millisecond,
 * so that nothing that follows something has the same time.
 */
public final class OrcaEngine {

    /** The listener under test of one instance: called in the handler's thread, and what it throws goes to the handler. */
    @FunctionalInterface
    public interface Listening {

        Listening TO_NOTHING = (repository, clock) -> event -> {};

        ApplicationEventPublisher publisher(ExecutionRepository repository, Clock clock);
    }

    /** A message that was not handled to its end. */
    public record Failure(Delivery delivery, String instance, Throwable cause) {}

    private static final int RUNAWAY = 200_000;

    private final VirtualClock clock = new VirtualClock();
    private final EngineQueue queue = new EngineQueue(clock, new DeadMessageHandler());
    private final Front50 front50 = new Front50();
    private final Faults faults = new Faults();
    private final List<PublishedEvent> events = new CopyOnWriteArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final List<OrcaInstance> instances;
    private final AtomicInteger turn = new AtomicInteger();

    private OrcaEngine(int count, Listening listening) {
        OrcaRedis.flush();
        Shared shared = new Shared(queue, clock, front50, new InMemoryPendingExecutionService(), faults, events);
        instances = IntStream.range(0, count)
                .mapToObj(i -> new OrcaInstance("orca-" + i, shared, listening))
                .toList();
    }

    /** One instance, to which nobody listens. */
    public static OrcaEngine start() {
        return start(1, Listening.TO_NOTHING);
    }

    public static OrcaEngine start(int instances, Listening listening) {
        return new OrcaEngine(instances, listening);
    }

    /** Makes pipelines known, so that stages can start them. */
    public OrcaEngine know(PipelineConfig... configs) {
        List.of(configs).forEach(front50::save);
        return this;
    }

    /** Starts a pipeline by hand and tells the id of its execution; nothing is handled yet. */
    public String start(PipelineConfig config) {
        know(config);
        Map<String, Object> request = config.toMap();
        request.put("trigger", new HashMap<>(Map.of("type", "manual", "user", "alice")));
        return anyInstance().launcher().start(ExecutionType.PIPELINE, request).getId();
    }

    /** What people and other services ask Orca for. */
    public OrcaRequests requests() {
        return new OrcaRequests(anyInstance());
    }

    /** What Orca has stored. */
    public Executions executions() {
        return new Executions(anyInstance().repository());
    }

    public OrcaInstance instance(int index) {
        return instances.get(index);
    }

    public Clock clock() {
        return clock;
    }

    /** Handles the next message that is due, and says which it was; empty if none is. */
    public Optional<Message> handleNext() {
        Optional<Delivery> delivery = queue.take();
        delivery.ifPresent(this::handle);
        return delivery.map(Delivery::message);
    }

    /** Handles what is due, and what becomes due by that, until nothing is. */
    public void handleDue() {
        for (int i = 0; handleNext().isPresent(); i++) {
            if (i == RUNAWAY) {
                throw new IllegalStateException("no end of messages: " + queue.waiting());
            }
        }
    }

    /** Handles what is due until the next one is such a message, which is not handled. */
    public Message handleUpTo(Predicate<Message> which) {
        while (true) {
            Message next = queue.next().orElseThrow(() -> new IllegalStateException("nothing such is due"));
            if (which.test(next)) {
                return next;
            }
            handleNext();
        }
    }

    /** Handles what is due, the first such message included. */
    public Message handleThrough(Predicate<Message> which) {
        Message message = handleUpTo(which);
        handleNext();
        return message;
    }

    /** Lets the time pass, and handles everything when its time has come. */
    public void advance(Duration duration) {
        Instant end = clock.instant().plus(duration);
        handleDue();
        for (Optional<Instant> due = nextDueBefore(end); due.isPresent(); due = nextDueBefore(end)) {
            clock.advanceTo(due.get());
            handleDue();
        }
        clock.advanceTo(end);
        handleDue();
    }

    /** The next instance that publishes such an event crashes before: it is stored, and nobody was told. */
    public void crashBeforePublishing(Predicate<ExecutionEvent> which) {
        faults.add(Moment.BEFORE_PUBLISHING, which);
    }

    /** The next instance that publishes such an event crashes afterwards: all were told, and will be again. */
    public void crashAfterPublishing(Predicate<ExecutionEvent> which) {
        faults.add(Moment.AFTER_PUBLISHING, which);
    }

    /** Delivers the last such message, which has been handled already, once more, to the next instance. */
    public void redeliver(Predicate<Message> which) {
        Message last = deliveries().stream()
                .map(Delivery::message)
                .filter(which)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("nothing such was delivered"));
        handle(queue.deliverAgain(last));
    }

    /** Loses what waits in the queue, as a queue does that is lost. */
    public void loseMessages(Predicate<Message> which) {
        queue.lose(which);
    }

    /** What all instances published since the start or the last {@link #forgetEvents}, in that order. */
    public List<PublishedEvent> events() {
        return List.copyOf(events);
    }

    public void forgetEvents() {
        events.clear();
    }

    /** All messages that were handed to an instance, in that order. */
    public List<Delivery> deliveries() {
        return queue.deliveries();
    }

    public List<Delivery> redeliveries() {
        return deliveries().stream().filter(Delivery::isRedelivery).toList();
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** What is in the queue, due or not. */
    public List<Message> waiting() {
        return queue.waiting();
    }

    private Optional<Instant> nextDueBefore(Instant end) {
        return queue.nextDue().filter(due -> !due.isAfter(end));
    }

    private void handle(Delivery delivery) {
        handle(delivery, anyInstance());
    }

    private void handle(Delivery delivery, OrcaInstance instance) {
        clock.advance(Duration.ofMillis(1));
        try {
            instance.handle(delivery.message());
            queue.acknowledge(delivery);
        } catch (Throwable thrown) {
            failures.add(new Failure(delivery, instance.name(), thrown));
            queue.abandon();
        }
    }

    private OrcaInstance anyInstance() {
        List<OrcaInstance> alive =
                instances.stream().filter(OrcaInstance::isAlive).toList();
        if (alive.isEmpty()) {
            throw new IllegalStateException("no instance is alive");
        }
        return alive.get(Math.floorMod(turn.getAndIncrement(), alive.size()));
    }
}
