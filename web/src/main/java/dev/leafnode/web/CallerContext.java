package dev.leafnode.web;

import java.util.concurrent.Executor;

/**
 * Carries what a thread knows of the caller that it works for. Somebody who follows events is asked about long
 * after the thread of the request has gone; where roles are looked up by thread, as Spring Security does, a bean
 * of this type brings them along.
 */
@FunctionalInterface
public interface CallerContext {

    /** For where the request itself knows. */
    CallerContext NONE = () -> Runnable::run;

    /** What runs work on the thread that it is called by, as if it were this one. */
    Executor capture();
}
