package dev.leafnode.web.resource;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** See {@link EnvironmentMapping#DEFAULT}. */
final class DefaultEnvironmentMapping implements EnvironmentMapping {

    private static final String DEPLOY = "deploy";
    private static final Set<String> OTHER_DEPLOYING = Set.of("createServerGroup", "cloneServerGroup");

    @Override
    public List<EnvironmentStages> of(Execution execution) {
        List<Stage> stages = inOrder(execution.stages().stream()
                .filter(stage -> stage.parentStageId() == null)
                .toList());
        Map<String, Set<String>> named = new LinkedHashMap<>();
        stages.forEach(stage -> named(stage)
                .ifPresent(name -> named.computeIfAbsent(name, unseen -> new LinkedHashSet<>())
                        .add(stage.id())));
        List<EnvironmentStages> environments = new ArrayList<>();
        if (named.isEmpty()) {
            stages.stream()
                    .filter(DefaultEnvironmentMapping::deploys)
                    .forEach(stage -> environments.add(new EnvironmentStages(label(stage), Set.of(stage.id()))));
        } else {
            named.forEach((name, ids) -> environments.add(new EnvironmentStages(name, ids)));
        }
        return environments;
    }

    private static Optional<String> named(Stage stage) {
        @Nullable Object said = stage.context().get("environment");
        @Nullable Object name = said instanceof Map<?, ?> object ? object.get("name") : said;
        return name instanceof String text && !text.isBlank() ? Optional.of(text.strip()) : Optional.empty();
    }

    private static boolean deploys(Stage stage) {
        return stage.type().startsWith(DEPLOY) || OTHER_DEPLOYING.contains(stage.type());
    }

    private static String label(Stage stage) {
        return stage.name() == null || stage.name().isEmpty() ? stage.id() : stage.name();
    }

    /** Each stage after those it requires, and otherwise as the engine has them; what requires itself comes last. */
    private static List<Stage> inOrder(List<Stage> stages) {
        Set<String> left = new HashSet<>();
        stages.forEach(stage -> left.add(String.valueOf(stage.refId())));
        List<Stage> waiting = new ArrayList<>(stages);
        List<Stage> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Stage next = waiting.stream()
                    .filter(stage -> stage.requisiteStageRefIds().stream().noneMatch(left::contains))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            left.remove(String.valueOf(next.refId()));
            ordered.add(next);
        }
        return ordered;
    }
}
