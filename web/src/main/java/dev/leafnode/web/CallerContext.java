package dev.leafnode.web;

import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;

/**
 * What a thread knows of the caller that it works for, to be known to another thread. Spring Security answers questions about
 * roles from the thread that asks, and there is none of the request's when an event comes.
 */
interface CallerContext {

    /** Does what is to be done, as if the request's thread did it. */
    <T> T call(Supplier<T> work);

    /** That of this thread. */
    static CallerContext current() {
        return SpringSecurity.IS_PRESENT ? new SpringSecurity() : new None();
    }

    /** Where the servlet container says who the caller is, the request itself knows. */
    final class None implements CallerContext {

        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    }

    /** Likewise, by Spring Security. */
    final class SpringSecurity implements CallerContext {

        static final boolean IS_PRESENT = ClassUtils.isPresent(
                "org.springframework.security.core.context.SecurityContextHolder",
                CallerContext.class.getClassLoader());

        private final SecurityContext context;

        SpringSecurity() {
            // A copy: the request's own is emptied when its thread has done.
            context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(SecurityContextHolder.getContext().getAuthentication());
        }

        @Override
        public <T> T call(Supplier<T> work) {
            SecurityContext before = SecurityContextHolder.getContext();
            SecurityContextHolder.setContext(context);
            try {
                return work.get();
            } finally {
                SecurityContextHolder.setContext(before);
            }
        }
    }
}
