package dev.leafnode.model;

/**
 * The kind of an execution, named as Orca names it. An unknown kind is kept under its own name.
 *
 * @param name the name as it stands in JSON, such as {@code PIPELINE}
 */
public record ExecutionType(String name) {

    /** A run of a configured pipeline. */
    public static final ExecutionType PIPELINE = new ExecutionType("PIPELINE");
    /** A run of tasks that no pipeline configures. */
    public static final ExecutionType ORCHESTRATION = new ExecutionType("ORCHESTRATION");

    public ExecutionType {
        Names.id("execution type", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
