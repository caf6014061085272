package dev.leafnode.quickstart;

import dev.leafnode.model.Audience;
import dev.leafnode.web.AccessPolicy;
import dev.leafnode.web.Caller;

/** Everybody may do everything. */
public final class OpenPolicy implements AccessPolicy {

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
        return true;
    }

    @Override
    public boolean mayReport(Caller caller, String application) {
        return true;
    }
}
