package dev.leafnode.web;

import org.jspecify.annotations.Nullable;

/** Says which pipelines there are, to a caller. */
interface KnownPipelines {

    /**
     * The pipelines, in any order; those that the caller may not read among them do no harm.
     *
     * @param namespace the application whose pipelines are asked for, which the caller may read; null for those of all
     */
    PipelineCatalog.Pipelines of(@Nullable String namespace, Access access);

    /** What an application knows, whoever asks. */
    static KnownPipelines in(PipelineCatalog catalog) {
        return (namespace, access) -> catalog.pipelines(namespace);
    }
}
