package dev.leafnode.store.sql;

import org.jspecify.annotations.Nullable;

/** What is stored of a stage, without its body. */
record DigestRow(
        String id, int position, boolean waits, @Nullable String awaited, String digest) {}
