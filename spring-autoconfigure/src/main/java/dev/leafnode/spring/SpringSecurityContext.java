package dev.leafnode.spring;

import dev.leafnode.web.CallerContext;
import java.util.concurrent.Executor;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Brings along who Spring Security says that the caller is. */
final class SpringSecurityContext implements CallerContext {

    @Override
    public Executor capture() {
        // A context of its own: the request's is emptied when its thread has done.
        SecurityContext captured = SecurityContextHolder.createEmptyContext();
        captured.setAuthentication(SecurityContextHolder.getContext().getAuthentication());
        return work -> {
            SecurityContext before = SecurityContextHolder.getContext();
            SecurityContextHolder.setContext(captured);
            try {
                work.run();
            } finally {
                SecurityContextHolder.setContext(before);
            }
        };
    }
}
