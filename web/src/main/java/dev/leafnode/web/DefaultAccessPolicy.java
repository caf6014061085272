package dev.leafnode.web;

import dev.leafnode.model.Audience;

/** See {@link AccessPolicy#DEFAULT}. */
final class DefaultAccessPolicy implements AccessPolicy {

    @Override
    public boolean mayRead(Caller caller, String application) {
        return true;
    }

    @Override
    public boolean mayKnowOf(Caller caller, String application) {
        return true;
    }

    @Override
    public boolean mayJudge(Caller caller, Audience audience) {
        return caller.isAuthenticated()
                && (audience.requiredRoles().isEmpty()
                        || audience.requiredRoles().stream().anyMatch(caller.roles()));
    }

    @Override
    public boolean mayReport(Caller caller, String application) {
        return caller.isAuthenticated();
    }
}
