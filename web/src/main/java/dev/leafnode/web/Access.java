package dev.leafnode.web;

import dev.leafnode.model.Audience;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the policy says to one request. It is asked no question twice. */
final class Access {

    private final AccessPolicy policy;
    private final Caller caller;
    private final Map<String, Boolean> readable = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private final Map<Audience, Boolean> judged = new HashMap<>();

    Access(AccessPolicy policy, HttpServletRequest request) {
        this(policy, Caller.of(request));
    }

    Access(AccessPolicy policy, Caller caller) {
        this.policy = policy;
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    /** Whether everything is readable, so that nobody needs to find out what there is. */
    boolean isUnrestricted() {
        return policy == AccessPolicy.DEFAULT;
    }

    boolean reads(String application) {
        return isUnrestricted()
                || readable.computeIfAbsent(application, id -> answer(id, () -> policy.mayRead(caller, id)));
    }

    /** Likewise; what belongs to nobody knows which application is readable where everything is. */
    boolean readsIfKnown(@Nullable String application) {
        return application == null ? isUnrestricted() : reads(application);
    }

    boolean knowsOf(String application) {
        return reads(application)
                || known.computeIfAbsent(application, id -> answer(id, () -> policy.mayKnowOf(caller, id)));
    }

    boolean judges(Audience audience) {
        return reads(audience.application())
                && judged.computeIfAbsent(
                        audience, asked -> answer(asked.application(), () -> policy.mayJudge(caller, asked)));
    }

    boolean reports(String application) {
        return answer(application, () -> policy.mayReport(caller, application));
    }

    /** What a policy throws is its own fault, whatever it throws, and not the caller's. */
    private static boolean answer(String application, BooleanSupplier policy) {
        try {
            return policy.getAsBoolean();
        } catch (RuntimeException failure) {
            throw new IllegalStateException("application %s: the access policy failed".formatted(application), failure);
        }
    }
}
