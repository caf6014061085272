package dev.leafnode.store.sql;

/** An execution of a page, without its stages. */
record ExecutionRow(String id, long createdAt, String body) {}
