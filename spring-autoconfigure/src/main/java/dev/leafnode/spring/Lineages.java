package dev.leafnode.spring;

import dev.leafnode.model.Lineage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.LineageResolver;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.repository.ExecutionRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where lineages come from when the host does not say. */
final class Lineages {

    private static final Logger log = LoggerFactory.getLogger(Lineages.class);

    private Lineages() {}

    /**
     * What an engine keeps itself is resolved through its lookup, and what that does not find through the repository.
     * The selected store knows the lineage of what its own repository keeps, and what another repository keeps is
     * resolved through that one. Without any, every leaf is a root, which is logged.
     */
    static LineageSource source(
            @Nullable Store store,
            @Nullable ExecutionRepository executions,
            @Nullable ExecutionLookup engine,
            WaitRules rules) {
        if (engine != null) {
            return new LineageResolver(
                    executions == null ? engine::find : id -> engine.find(id).or(() -> executions.find(id)), rules);
        }
        if (executions == null) {
            log.warn("There is neither an ExecutionRepository bean nor an ExecutionLookup bean:"
                    + " judgments are listed, but show on no ancestor. Define one of the two");
            return leaf -> Lineage.of(List.of());
        }
        if (store != null && store.executions().equals(executions)) {
            return leaf -> Lineage.stored();
        }
        return new LineageResolver(executions::find, rules);
    }
}
