package dev.leafnode.web;

import dev.leafnode.model.Audience;

/**
 * Who may see and do what, beyond what the application's own security lets through. A bean of this type takes the place
 * of {@link #DEFAULT}. It is asked once for each application and set of roles in question and never for each judgment,
 * so it may take a while; it must not call back.
 */
public interface AccessPolicy {

    /**
     * Everything is readable; who is authenticated may decide, with a required role where there are any, and report.
     */
    AccessPolicy DEFAULT = new DefaultAccessPolicy();

    /**
     * Whether the caller may read what waits in an application. Who may not gets to see neither ids nor names nor
     * instructions of it, in no answer; and counts and filters take no account of it.
     */
    boolean mayRead(Caller caller, String application);

    /**
     * Whether the caller, who may not read an application, may know that something of it waits below something else.
     */
    boolean mayKnowOf(Caller caller, String application);

    /** Whether the caller may decide these judgments, of an application that the caller may read. */
    boolean mayJudge(Caller caller, Audience audience);

    /** Whether the caller may report executions of an application. */
    boolean mayReport(Caller caller, String application);
}
