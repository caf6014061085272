package dev.leafnode.quickstart.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The trees that can be shown: the two of the design document, new or of an earlier run, and an imported one. */
final class Exhibits {

    private static final String CHAIN = "chain/P1";
    private static final String CHAIN_TITLE =
            "A chain: P1 started P2, which started P3, which started P4. P4 waits for a human.";
    private static final String FAN_OUT = "fan-out/P1";
    private static final String FAN_OUT_TITLE =
            "A fan-out: three stages of P1 started P2, P3 and P4. All three wait for a human.";
    private static final List<String> PIPELINES = List.of("A1/P1", "A2/P2", "A3/P3", "A4/P4");

    private final RestApi api;

    Exhibits(RestApi api) {
        this.api = api;
    }

    /** Starts both trees anew. */
    List<Exhibit> started() {
        return List.of(chain(api.start(CHAIN)), fanOut(api.start(FAN_OUT)));
    }

    /** Goes on with the trees of an earlier run that still run, and starts those that do not. */
    List<Exhibit> continued() {
        return List.of(
                running(CHAIN).map(id -> earlier(CHAIN_TITLE, id)).orElseGet(() -> chain(api.start(CHAIN))),
                running(FAN_OUT).map(id -> earlier(FAN_OUT_TITLE, id)).orElseGet(() -> fanOut(api.start(FAN_OUT))));
    }

    /** Shows the executions of these ids, of which the last one is the leaf. */
    Exhibit imported(List<String> ids) {
        return new Exhibit(
                "The imported execution and its parents; a judgment was added to the last one.",
                () -> Tree.of(ids, api),
                tree -> !tree.leaves().isEmpty());
    }

    private Exhibit chain(String rootId) {
        return new Exhibit(CHAIN_TITLE, () -> Tree.below(rootId, api), isDesign(1));
    }

    private Exhibit fanOut(String rootId) {
        return new Exhibit(FAN_OUT_TITLE, () -> Tree.below(rootId, api), isDesign(3));
    }

    private Exhibit earlier(String title, String rootId) {
        return new Exhibit(
                title + " (from an earlier run)",
                () -> Tree.below(rootId, api),
                tree -> !tree.leaves().isEmpty() || tree.executions().stream().allMatch(ExecutionView::isComplete));
    }

    private Optional<String> running(String definition) {
        return api.incomplete("A1").stream()
                .filter(execution -> execution.definition().equals(definition) && !execution.hasParent())
                .map(ExecutionView::id)
                .findFirst();
    }

    private static Predicate<Tree> isDesign(int leaves) {
        return tree -> tree.leaves().size() == leaves
                && tree.executions().stream()
                        .map(execution -> execution.application() + "/" + execution.pipeline())
                        .toList()
                        .equals(PIPELINES);
    }
}
