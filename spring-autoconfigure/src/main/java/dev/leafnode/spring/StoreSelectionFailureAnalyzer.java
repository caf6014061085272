package dev.leafnode.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a store that is missing or does not work in the form of all of Spring Boot's start-up failures. */
final class StoreSelectionFailureAnalyzer extends AbstractFailureAnalyzer<StoreSelectionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StoreSelectionException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
