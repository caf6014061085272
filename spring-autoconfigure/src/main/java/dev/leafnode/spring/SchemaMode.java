package dev.leafnode.spring;

/** What becomes of the SQL store's tables when the application starts. */
enum SchemaMode {
    MIGRATE,
    VALIDATE,
    NONE
}
