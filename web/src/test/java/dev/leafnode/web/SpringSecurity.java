package dev.leafnode.web;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A chain of Spring Security's filters with HTTP Basic, as a host has one, which also lets through who does not sign in. */
final class SpringSecurity {

    static final String PASSWORD = "open sesame";

    private SpringSecurity() {}

    /** Where somebody of that name is known by {@link #PASSWORD}, and has these authorities. */
    static List<Filter> knowing(String name, String... authorities) {
        BasicAuthenticationEntryPoint entryPoint = new BasicAuthenticationEntryPoint();
        entryPoint.setRealmName("tests");
        ProviderManager manager =
                new ProviderManager(new DaoAuthenticationProvider(new InMemoryUserDetailsManager(User.withUsername(name)
                        .password("{noop}" + PASSWORD)
                        .authorities(authorities)
                        .build())));
        return List.of(new FilterChainProxy(new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()),
                new BasicAuthenticationFilter(manager, entryPoint),
                requestAware(),
                new AnonymousAuthenticationFilter("tests"),
                new ExceptionTranslationFilter(entryPoint),
                new AuthorizationFilter((who, what) -> new AuthorizationDecision(true)))));
    }

    /** Somebody who signs in with each request. */
    static RequestPostProcessor signedIn(String name, String password) {
        return request -> {
            request.addHeader(
                    HttpHeaders.AUTHORIZATION,
                    "Basic " + HttpHeaders.encodeBasicAuth(name, password, StandardCharsets.UTF_8));
            return request;
        };
    }

    private static SecurityContextHolderAwareRequestFilter requestAware() {
        SecurityContextHolderAwareRequestFilter filter = new SecurityContextHolderAwareRequestFilter();
        try {
            filter.afterPropertiesSet();
        } catch (ServletException impossible) {
            throw new AssertionError(impossible);
        }
        return filter;
    }
}
