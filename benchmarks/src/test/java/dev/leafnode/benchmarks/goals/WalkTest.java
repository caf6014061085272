package dev.leafnode.benchmarks.goals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalkTest {

    private final InMemory subject = new InMemory(new InMemoryStore(WaitRules.DEFAULT, InstantSource.system()));
    private final Walk walk = new Walk(subject.executions());

    @Test
    void it_marks_what_navigation_shows_and_leaves_the_rest_alone() {
        Chain chain = Chain.stored(subject, "chain", 3, new Load(4, 1_000));
        chain.prepare();
        chain.open();
        walk.open(chain.leaf());
        assertThat(marked(chain)).hasSize(3).isEqualTo(chain.shownOn());
        assertThat(callOf(chain.ancestors().get(0)).context())
                .containsAllEntriesOf(new Load(4, 1_000).context("chain-0"))
                .containsEntry("leafnodePipelineExecutionId", chain.leaf().id())
                .containsEntry("leafnodePipelineApplicationName", "app");
    }

    @Test
    void nothing_is_left_of_it_when_the_leaf_waits_no_more() {
        Chain chain = Chain.stored(subject, "chain", 3, new Load(4, 1_000));
        Stage before = callOf("chain-1");
        walk.open(chain.leaf());
        walk.close(chain.leaf());
        assertThat(marked(chain)).isEmpty();
        assertThat(callOf("chain-1")).isEqualTo(before);
    }

    private Set<StageKey> marked(Chain chain) {
        Set<StageKey> marked = new HashSet<>();
        for (String id : chain.ancestors()) {
            subject.executions().find(id).orElseThrow().stages().stream()
                    .filter(Walk::marks)
                    .forEach(stage -> marked.add(new StageKey(id, stage.id())));
        }
        return marked;
    }

    private Stage callOf(String id) {
        return subject.executions().find(id).orElseThrow().stage("call").orElseThrow();
    }

    private record InMemory(InMemoryStore store) implements Subject {

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public ExecutionRepository executions() {
            return store.executions();
        }

        @Override
        public JudgmentRepository judgments() {
            return store.judgments();
        }

        @Override
        public void close() {}
    }
}
