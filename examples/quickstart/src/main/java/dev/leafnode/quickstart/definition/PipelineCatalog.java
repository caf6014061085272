package dev.leafnode.quickstart.definition;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The pipelines an engine can start by name, and that {@code pipeline} stages can start by id. */
public final class PipelineCatalog {

    /** The field of a {@code pipeline} stage that names what it starts. */
    public static final String PIPELINE = "pipeline";

    private final Map<String, PipelineDefinition> byId = new LinkedHashMap<>();

    /**
     * Takes definitions that all have an id.
     *
     * @throws InvalidInputException if two have the same id, or a stage starts a pipeline that is not there or that
     *     would start itself without end
     */
    public PipelineCatalog(Collection<PipelineDefinition> definitions) {
        for (PipelineDefinition definition : definitions) {
            String id = String.valueOf(definition.id());
            if (byId.put(id, definition) != null) {
                throw new InvalidInputException("pipeline %s: expected one of this id, got two".formatted(id));
            }
        }
        byId.keySet().forEach(id -> requireEnd(id, new LinkedHashSet<>()));
    }

    /** The pipeline of that id. */
    public Optional<PipelineDefinition> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The pipeline of that name.
     *
     * @throws InvalidInputException if there is none, or more than one
     */
    public PipelineDefinition get(String application, String name) {
        List<PipelineDefinition> found = byId.values().stream()
                .filter(each ->
                        each.application().equals(application) && each.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new InvalidInputException("pipeline %s of %s: expected one, found %s"
                    .formatted(
                            name,
                            application,
                            found.isEmpty()
                                    ? "none"
                                    : found.stream()
                                            .map(PipelineDefinition::id)
                                            .collect(Collectors.joining(", ", "", "; start it by its 'id'"))));
        }
        return found.get(0);
    }

    /** All pipelines. */
    public Collection<PipelineDefinition> definitions() {
        return Collections.unmodifiableCollection(byId.values());
    }

    private void requireEnd(String id, Set<String> starters) {
        if (!starters.add(id)) {
            throw new InvalidInputException(
                    "pipeline %s: expected pipelines that end, but %s start each other".formatted(id, starters));
        }
        find(id).ifPresent(definition ->
                nestedIds(definition).forEach(nested -> requireEnd(nested, new LinkedHashSet<>(starters))));
    }

    private Set<String> nestedIds(PipelineDefinition definition) {
        Set<String> ids = new LinkedHashSet<>();
        for (StageDefinition stage : definition.stages()) {
            if (!stage.type().equals("pipeline")) {
                continue;
            }
            if (!(stage.context().get(PIPELINE) instanceof String id) || !byId.containsKey(id)) {
                throw new InvalidInputException("%s: stage '%s' starts pipeline '%s', which is not there"
                        .formatted(
                                definition.title(),
                                stage.refId(),
                                stage.context().get(PIPELINE)));
            }
            ids.add(id);
        }
        return ids;
    }
}
