package dev.leafnode.web.resource;

import dev.leafnode.model.Execution;
import java.util.List;
import java.util.Set;

/**
 * Which environments an execution delivers to, and by which of its stages. A bean of this type takes the place of
 * {@link #DEFAULT}. It is asked whenever an execution is answered, so it must be quick, and the same execution
 * must have the same environments.
 */
@FunctionalInterface
public interface EnvironmentMapping {

    /**
     * Every environment that the context of a stage names: {@code environment}, a text, or an object with a
     * {@code name}. Where none does, every stage that deploys is an environment of its own, of the name of the stage:
     * one whose type begins with {@code deploy}, and Orca's {@code createServerGroup} and {@code cloneServerGroup}.
     * Stages that another stage created are part of that one. The order is that in which the stages can run.
     */
    EnvironmentMapping DEFAULT = new DefaultEnvironmentMapping();

    /**
     * The environments of an execution, in order.
     *
     * @param execution as whoever asks may see it: what the engine wrote of other executions may be missing
     */
    List<EnvironmentStages> of(Execution execution);

    /**
     * An environment and the stages that deliver to it.
     *
     * @param name what people call the environment
     * @param stageIds the stages; ids of no stage say nothing
     */
    record EnvironmentStages(String name, Set<String> stageIds) {

        public EnvironmentStages {
            Texts.requireText("name of an environment", name);
            stageIds = Set.copyOf(stageIds);
        }
    }
}
