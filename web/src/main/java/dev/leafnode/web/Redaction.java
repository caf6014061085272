package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of executions what the engine wrote into them of others, for a reader who may not read those: everything of
 * the parent in a trigger, and the context and the outputs of a stage that waits for executions, unless all of these
 * are stored and may be read. For a reader who may read everything nothing is looked at.
 */
final class Redaction {

    /**
     * How everything begins that Orca writes of a parent into a trigger: its id, its name, its application, its status.
     */
    private static final String OF_PARENT = "parent";

    private final ExecutionRepository executions;
    private final WaitRules rules;

    Redaction(ExecutionRepository executions, WaitRules rules) {
        this.executions = executions;
        this.rules = rules;
    }

    /** The same executions, in the same order. */
    List<Execution> of(List<Execution> some, Access access) {
        if (access.isUnrestricted()) {
            return some;
        }
        return of(some, applicationsOfNamed(some), access);
    }

    /** The same, of which it is known to which applications the executions belong that they name. */
    List<Execution> of(List<Execution> some, Map<String, String> applications, Access access) {
        if (access.isUnrestricted()) {
            return some;
        }
        Set<String> readable = applications.entrySet().stream()
                .filter(named -> access.reads(named.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return some.stream().map(execution -> of(execution, readable, access)).toList();
    }

    /** The applications of the executions that these name, by id; of those that are there. */
    Map<String, String> applicationsOfNamed(List<Execution> some) {
        Map<String, String> applications = new HashMap<>();
        List<String> all = new ArrayList<>(named(some));
        for (int from = 0; from < all.size(); from += ExecutionQuery.MAX_LIMIT) {
            Set<String> part = Set.copyOf(all.subList(from, Math.min(all.size(), from + ExecutionQuery.MAX_LIMIT)));
            executions
                    .search(ExecutionQuery.byId(part).withLinks(false))
                    .executions()
                    .forEach(execution -> applications.put(execution.id(), execution.application()));
        }
        return applications;
    }

    /** The children and the parents by whose ids they are named. */
    private Set<String> named(List<Execution> some) {
        Set<String> named = new LinkedHashSet<>();
        for (Execution execution : some) {
            execution.stages().forEach(stage -> named.addAll(rules.awaitedExecutions(stage)));
            for (@Nullable Execution one = execution;
                    one != null;
                    one = one.trigger().parentExecution()) {
                String parent = one.trigger().parentExecutionId();
                if (parent != null) {
                    named.add(parent);
                }
            }
        }
        return named;
    }

    private Execution of(Execution execution, Set<String> readable, Access access) {
        return execution.toBuilder()
                .trigger(of(execution.trigger(), readable, access))
                .stages(execution.stages().stream()
                        .map(stage -> of(stage, readable))
                        .toList())
                .build();
    }

    private Stage of(Stage stage, Set<String> readable) {
        Set<String> children = rules.awaitedExecutions(stage);
        if (!rules.isParent(stage) || (!children.isEmpty() && readable.containsAll(children))) {
            return stage;
        }
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.keySet().retainAll(Set.of("group"));
        return stage.toBuilder().context(context).outputs(Map.of()).build();
    }

    /** Without the parent, and all above it, unless it may be read. */
    private Trigger of(Trigger trigger, Set<String> readable, Access access) {
        Execution parent = trigger.parentExecution();
        String parentId = trigger.parentExecutionId();
        if (maySee(parent, parentId, readable, access)) {
            return new Trigger(
                    trigger.type(),
                    parent == null ? null : of(parent, readable, access),
                    parentId,
                    trigger.parentStageId(),
                    trigger.extra());
        }
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(trigger.extra());
        extra.keySet().removeIf(name -> name.startsWith(OF_PARENT));
        return new Trigger(trigger.type(), null, null, null, extra);
    }

    private static boolean maySee(
            @Nullable Execution parent, @Nullable String parentId, Set<String> readable, Access access) {
        if (parent == null) {
            return parentId != null && readable.contains(parentId);
        }
        return access.reads(parent.application())
                && (parentId == null || parentId.equals(parent.id()) || readable.contains(parentId));
    }
}
