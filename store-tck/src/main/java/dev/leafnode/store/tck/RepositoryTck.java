package dev.leafnode.store.tck;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link ExecutionRepository} and {@link JudgmentRepository} as tests. The author of a store extends this
 * class, says how to reach the store and how to empty it, and gets every test:
 *
 * <pre>{@code
 * class RiakRepositoriesTest extends RepositoryTck {
 *
 *     private static final RiakStore store = new RiakStore(RiakServer.address(), WaitRules.DEFAULT, InstantSource.system());
 *
 *     @Override
 *     protected ExecutionRepository executions() {
 *         return store.executions();
 *     }
 *
 *     @Override
 *     protected JudgmentRepository leaves(LeafState state) {
 *         return store.leaves(state);
 *     }
 *
 *     @Override
 *     protected void clear() {
 *         store.deleteEverything();
 *     }
 * }
 * }</pre>
 *
 * <p>The tests come in three kinds: the sentences of the two interfaces' Javadoc, one by one; scenarios, in which a small
 * engine stores states and tells events, and everything the repositories answer is compared after each step with a naive
 * oracle; and many threads at once. A failure names the steps that led to it and what differs.
 *
 * <p>The tests take the store as it is: with {@link dev.leafnode.model.WaitRules#DEFAULT} and a clock that tells the
 * present time. They sleep nowhere, use up to 72 threads, and run against one store at a time. Those tagged {@code heavy},
 * which make the deepest chains, the widest trees and the longest walks, take most of the time; the system property
 * {@code leafnode.tck.rounds}, 400 by default, says how often the threads store everything once.
 */
public abstract class RepositoryTck {

    /** The repository of executions under test; the same store on every call of one test. */
    protected abstract ExecutionRepository executions();

    /** The repository of what is in that state, of the same store. */
    protected abstract JudgmentRepository leaves(LeafState state);

    /** The repository of judgments under test. */
    protected final JudgmentRepository judgments() {
        return leaves(LeafState.JUDGMENT);
    }

    /** Removes every execution, judgment and trace of one from the store; called before each test. */
    protected abstract void clear();

    @BeforeEach
    final void startEmpty() {
        clear();
    }

    private Kit kit() {
        return new Kit(this::executions, this::leaves, null);
    }

    // What ExecutionRepository says.

    @Nested
    class Saving extends SavingContract {
        Saving() {
            super(kit());
        }
    }

    @Nested
    class Content extends ContentContract {
        Content() {
            super(kit());
        }
    }

    @Nested
    class Names extends NameContract {
        Names() {
            super(kit());
        }
    }

    @Nested
    class ExecutionSearch extends ExecutionSearchContract {
        ExecutionSearch() {
            super(kit());
        }
    }

    @Nested
    class Deleting extends DeletingContract {
        Deleting() {
            super(kit());
        }
    }

    @Nested
    class Lineages extends LineageContract {
        Lineages() {
            super(kit());
        }
    }

    @Nested
    class ForgedLineages extends ForgedLineageContract {
        ForgedLineages() {
            super(kit());
        }
    }

    // What JudgmentRepository says.

    /** Of judgments whose executions are kept elsewhere. */
    @Nested
    class OfOtherExecutions extends JudgmentRepositoryTck {

        @Override
        protected JudgmentRepository judgments() {
            return RepositoryTck.this.judgments();
        }

        /** Done before each test of the kit. */
        @Override
        protected void clear() {}
    }

    @Nested
    class Opening extends OpeningContract {
        Opening() {
            super(kit());
        }
    }

    @Nested
    class Closing extends ClosingContract {
        Closing() {
            super(kit());
        }
    }

    @Nested
    class Cutting extends CuttingContract {
        Cutting() {
            super(kit());
        }
    }

    @Nested
    class Showing extends ShowingContract {
        Showing() {
            super(kit());
        }
    }

    @Nested
    class Repairing extends RepairContract {
        Repairing() {
            super(kit());
        }
    }

    @Nested
    class OtherStates extends LeafStateContract {
        OtherStates() {
            super(kit());
        }
    }

    // Scenarios against the oracle.

    @Nested
    class ChainScenario extends ChainScenarios {
        ChainScenario() {
            super(kit());
        }
    }

    @Nested
    class FanOutScenario extends FanOutScenarios {
        FanOutScenario() {
            super(kit());
        }
    }

    @Nested
    class Crowded extends CrowdScenario {
        Crowded() {
            super(kit());
        }
    }

    @Nested
    class EndingScenario extends EndingScenarios {
        EndingScenario() {
            super(kit());
        }
    }

    @Nested
    class LineageScenario extends LineageScenarios {
        LineageScenario() {
            super(kit());
        }
    }

    @Nested
    class MirrorScenario extends MirrorScenarios {
        MirrorScenario() {
            super(kit());
        }
    }

    @Nested
    class RealScenario extends RealExecutionScenario {
        RealScenario() {
            super(kit());
        }
    }

    @Nested
    class RandomScenario extends RandomScenarios {
        RandomScenario() {
            super(kit());
        }
    }

    // Many threads.

    @Nested
    class Concurrency extends ConcurrencyContract {
        Concurrency() {
            super(kit());
        }
    }

    @Nested
    class LostUpdates extends LostUpdateContract {
        LostUpdates() {
            super(kit());
        }
    }
}
