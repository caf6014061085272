package dev.leafnode.store.tck;

import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * The scenarios as people see them. The author of a surface extends this class and says how to reach a store and what the
 * surface shows of it; after every step of every scenario, what it shows is compared with a naive oracle.
 */
public abstract class SurfaceTck {

    /** The repository of executions that the surface reads; the same store on every call of one test. */
    protected abstract ExecutionRepository executions();

    /** The repository of judgments, of the same store. */
    protected abstract JudgmentRepository judgments();

    /** The surface under test. */
    protected abstract Surface surface();

    /** Removes every execution, judgment and trace of one from the store; called before each test. */
    protected abstract void clear();

    @BeforeEach
    final void startEmpty() {
        clear();
    }

    private Kit kit() {
        return new Kit(this::executions, state -> judgments(), surface());
    }

    @Nested
    class Chains extends ChainScenarios {
        Chains() {
            super(kit());
        }
    }

    @Nested
    class FanOuts extends FanOutScenarios {
        FanOuts() {
            super(kit());
        }
    }

    @Nested
    class Endings extends EndingScenarios {
        Endings() {
            super(kit());
        }
    }

    @Nested
    class Mirrors extends MirrorScenarios {
        Mirrors() {
            super(kit());
        }
    }

    @Nested
    class RealExecution extends RealExecutionScenario {
        RealExecution() {
            super(kit());
        }
    }
}
