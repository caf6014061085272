package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one execution shows of the judgments below it: the {@code others} of its stages and of its trigger. A view made
 * when an execution is read; it is never stored.
 *
 * <p>A stage has attributes when a judgment shows on it. The first stage of a marker (see
 * {@link Markers}) has, besides, those of the longest-waiting leaf of its marker when it has none of its
 * own: clients read the link from there.
 */
public final class Others {

    private static final Comparator<JudgmentLink> LONGEST_WAITING_FIRST =
            Comparator.comparing(JudgmentLink::longestWaiting);

    private final Map<String, Attributes> byStage;
    private final Optional<Attributes> trigger;

    private Others(Map<String, Attributes> byStage, Optional<Attributes> trigger) {
        this.byStage = byStage;
        this.trigger = trigger;
    }

    /**
     * The view of one execution.
     *
     * @param links the links of this execution, among others perhaps; one on a stage or in an execution that
     *     is complete, or on a stage that is not there, shows nothing
     */
    public static Others of(Execution execution, Collection<JudgmentLink> links) {
        Map<String, JudgmentLink> shown = new HashMap<>();
        for (JudgmentLink link : links) {
            if (shows(execution, link)) {
                shown.merge(link.ancestor().stageId(), link, JudgmentLink::and);
            }
        }
        if (shown.isEmpty()) {
            return new Others(Map.of(), Optional.empty());
        }
        return new Others(withMirrors(execution, shown), longestWaiting(shown.values()));
    }

    /** The attributes a stage has, own or mirrored; empty when nothing waits below. */
    public Optional<Attributes> stage(String stageId) {
        return Optional.ofNullable(byStage.get(stageId));
    }

    /** The attributes of the longest-waiting leaf below any stage; empty when nothing waits below. */
    public Optional<Attributes> trigger() {
        return trigger;
    }

    /**
     * Whether a link shows: it is one of this execution, on a stage of it that is not complete, and nor is the
     * execution.
     */
    public static boolean shows(Execution execution, JudgmentLink link) {
        return link.ancestor().executionId().equals(execution.id())
                && !execution.status().isComplete()
                && execution
                        .stage(link.ancestor().stageId())
                        .filter(stage -> !stage.status().isComplete())
                        .isPresent();
    }

    private static Map<String, Attributes> withMirrors(Execution execution, Map<String, JudgmentLink> shown) {
        Map<String, Attributes> attributes = new HashMap<>();
        shown.forEach((stageId, link) -> attributes.put(stageId, Attributes.of(link)));
        for (List<Stage> marker : Markers.around(shown.keySet(), execution)) {
            List<JudgmentLink> inMarker = marker.stream()
                    .map(Stage::id)
                    .filter(shown::containsKey)
                    .map(shown::get)
                    .toList();
            longestWaiting(inMarker)
                    .ifPresent(longest -> attributes.putIfAbsent(marker.get(0).id(), longest));
        }
        return Map.copyOf(attributes);
    }

    private static Optional<Attributes> longestWaiting(Collection<JudgmentLink> links) {
        return links.stream().min(LONGEST_WAITING_FIRST).map(Attributes::of);
    }
}
