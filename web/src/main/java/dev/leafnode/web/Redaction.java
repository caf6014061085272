package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of executions what the engine wrote into them of others, for a reader who may not read those: the snapshot of a
 * parent in a trigger, and the context and the outputs of a stage that waits for executions, unless all of these are stored
 * and may be read. For a reader who may read everything nothing is looked at.
 */
final class Redaction {

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
        Set<String> readable = readable(children(some), access);
        return some.stream().map(execution -> of(execution, readable, access)).toList();
    }

    private Set<String> children(List<Execution> some) {
        Set<String> children = new LinkedHashSet<>();
        some.forEach(execution -> execution.stages().forEach(stage -> children.addAll(rules.awaitedExecutions(stage))));
        return children;
    }

    private Set<String> readable(Set<String> ids, Access access) {
        Set<String> readable = new HashSet<>();
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += ExecutionQuery.MAX_LIMIT) {
            Set<String> part = Set.copyOf(all.subList(from, Math.min(all.size(), from + ExecutionQuery.MAX_LIMIT)));
            executions.search(ExecutionQuery.byId(part).withLinks(false)).executions().stream()
                    .filter(execution -> access.reads(execution.application()))
                    .forEach(execution -> readable.add(execution.id()));
        }
        return readable;
    }

    private Execution of(Execution execution, Set<String> readable, Access access) {
        return execution.toBuilder()
                .trigger(of(execution.trigger(), access))
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

    /** Without the parent, and all above it, if it may not be read. */
    private Trigger of(Trigger trigger, Access access) {
        Execution parent = trigger.parentExecution();
        if (parent == null) {
            return trigger;
        }
        Execution seen = access.reads(parent.application()) ? of(parent, Set.of(), access) : null;
        return new Trigger(trigger.type(), seen, null, trigger.parentStageId(), trigger.extra());
    }
}
