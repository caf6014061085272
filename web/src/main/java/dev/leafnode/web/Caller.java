package dev.leafnode.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name the name of the authenticated principal; null for nobody in particular
 * @param roles whether the caller is in a role, as the servlet container or Spring Security says
 */
public record Caller(@Nullable String name, Predicate<String> roles) {

    static Caller of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return new Caller(principal == null ? null : principal.getName(), request::isUserInRole);
    }

    /** Whether somebody in particular asks. */
    public boolean isAuthenticated() {
        return name != null;
    }
}
