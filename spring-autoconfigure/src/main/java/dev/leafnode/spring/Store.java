package dev.leafnode.spring;

import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;

/**
 * The repositories of the store that was selected; each becomes a bean unless the host has one of its own.
 *
 * @param executions keeps executions, and with each its lineage
 * @param judgments keeps judgments, and knows the lineage of what {@code executions} keeps
 */
record Store(ExecutionRepository executions, JudgmentRepository judgments) {}
