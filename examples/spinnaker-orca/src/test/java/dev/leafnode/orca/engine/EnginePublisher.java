package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.events.ExecutionEvent;
import dev.leafnode.orca.engine.Faults.Crash;
import dev.leafnode.orca.engine.Faults.Moment;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;

/** Writes down what an instance publishes, and crashes where it shall; whatever the listener throws goes to the handler. */
final class EnginePublisher implements ApplicationEventPublisher {

    private final OrcaInstance instance;
    private final Faults faults;
    private final List<PublishedEvent> events;
    private final ApplicationEventPublisher listener;

    EnginePublisher(
            OrcaInstance instance, Faults faults, List<PublishedEvent> events, ApplicationEventPublisher listener) {
        this.instance = instance;
        this.faults = faults;
        this.events = events;
        this.listener = listener;
    }

    @Override
    public void publishEvent(Object event) {
        if (event instanceof ExecutionEvent ofExecution) {
            publish(ofExecution);
        } else {
            listener.publishEvent(event);
        }
    }

    private void publish(ExecutionEvent event) {
        crashAt(Moment.BEFORE_PUBLISHING, event);
        events.add(PublishedEvent.of(event));
        listener.publishEvent((Object) event);
        crashAt(Moment.AFTER_PUBLISHING, event);
    }

    private void crashAt(Moment moment, ExecutionEvent event) {
        if (faults.strikes(moment, event)) {
            instance.crash();
            throw new Crash(instance.name(), event);
        }
    }
}
