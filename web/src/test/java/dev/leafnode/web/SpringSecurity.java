package dev.leafnode.web;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.util.List;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;

/** The filters of Spring Security that say who asks, behind one that has authenticated somebody. */
final class SpringSecurity {

    private SpringSecurity() {}

    /** Somebody with these authorities. */
    static List<Filter> as(String name, String... authorities) {
        return filters(UsernamePasswordAuthenticationToken.authenticated(
                name, "-", AuthorityUtils.createAuthorityList(authorities)));
    }

    static List<Filter> asNobody() {
        return filters(new AnonymousAuthenticationToken(
                "key", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
    }

    private static List<Filter> filters(Authentication authentication) {
        Filter authenticating = (request, response, chain) -> {
            SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
            try {
                chain.doFilter(request, response);
            } finally {
                SecurityContextHolder.clearContext();
            }
        };
        SecurityContextHolderAwareRequestFilter aware = new SecurityContextHolderAwareRequestFilter();
        try {
            aware.afterPropertiesSet();
        } catch (ServletException impossible) {
            throw new AssertionError(impossible);
        }
        return List.of(authenticating, aware);
    }
}
