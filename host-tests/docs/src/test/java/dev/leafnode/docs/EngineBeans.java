package dev.leafnode.docs;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.reminder.ReminderListener;
import dev.leafnode.web.JudgmentDecider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of an engine that keeps its executions itself, as the pages show them. */
@Configuration(proxyBeanMethods = false)
class EngineBeans {

    @Bean
    MyEngine engine() {
        return new MyEngine();
    }

    @Bean
    Mailer mailer() {
        return new Mailer(new CopyOnWriteArrayList<>());
    }

    @Bean
    ExecutionLookup executionLookup(MyEngine engine) {
        return engine::findExecution; // as it is stored now, with its stages
    }

    @Bean
    WaitProbe waitProbe(MyEngine engine) {
        return new WaitProbe() {
            @Override
            public Stream<Execution> waiting(LeafState state) { // what waits?
                return engine.streamExecutionsIn(state);
            }

            @Override
            public boolean isWaiting(LeafState state, JudgmentKey judgment) { // does this one still wait?
                return engine.isIn(state, judgment.stage(), judgment.since());
            }
        };
    }

    @Bean
    JudgmentDecider judgmentDecider(MyEngine engine) {
        return decision -> engine.decideIfItWaits(
                        decision.judgment(), decision) // compares the attempt and decides, as one step
                .map(stage -> new JudgmentDecider.Outcome(stage.wasDecidedBy(decision), stage.state()));
    }

    @Bean
    ReminderListener mail(Mailer mailer) {
        return reminder -> mailer.send("%s waits for you since %s"
                .formatted(
                        reminder.waiting().judgment().pipeline(),
                        reminder.waiting().judgment().key().since()));
    }

    /** What sends mail. */
    record Mailer(List<String> sent) {

        void send(String text) {
            sent.add(text);
        }
    }
}
