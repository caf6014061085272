/** Judgments in RocksDB, for an engine that keeps its executions itself. */
@NullMarked
package com.example.rocks;

import org.jspecify.annotations.NullMarked;
