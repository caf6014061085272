package dev.leafnode.web;

import dev.leafnode.model.Audience;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the policy says to one request. It is asked no question twice. */
final class Access {

    private final AccessPolicy policy;
    private final Caller caller;
    private final Map<String, Boolean> readable = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private final Map<Audience, Boolean> judged = new HashMap<>();

    Access(AccessPolicy policy, HttpServletRequest request) {
        this.policy = policy;
        caller = Caller.of(request);
    }

    Caller caller() {
        return caller;
    }

    /** Whether everything is readable, so that nobody needs to find out what there is. */
    boolean isUnrestricted() {
        return policy == AccessPolicy.DEFAULT;
    }

    boolean reads(String application) {
        return isUnrestricted() || readable.computeIfAbsent(application, id -> policy.mayRead(caller, id));
    }

    /** Likewise; what belongs to nobody knows which application is readable where everything is. */
    boolean readsIfKnown(@Nullable String application) {
        return application == null ? isUnrestricted() : reads(application);
    }

    boolean knowsOf(String application) {
        return reads(application) || known.computeIfAbsent(application, id -> policy.mayKnowOf(caller, id));
    }

    boolean judges(Audience audience) {
        return reads(audience.application())
                && judged.computeIfAbsent(audience, asked -> policy.mayJudge(caller, asked));
    }

    boolean reports(String application) {
        return policy.mayReport(caller, application);
    }
}
