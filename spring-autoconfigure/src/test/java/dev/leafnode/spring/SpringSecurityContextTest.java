package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

class SpringSecurityContextTest {

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void workIsDoneAsTheCallerOnAnotherThreadThatForgetsItAfterwards() throws InterruptedException {
        Authentication ann = new TestingAuthenticationToken("ann", "secret", "ROLE_releasers");
        SecurityContextHolder.getContext().setAuthentication(ann);
        Executor asAnn = new SpringSecurityContext().capture();
        // As Spring Security does when the request's thread has done.
        SecurityContextHolder.getContext().setAuthentication(null);
        SecurityContextHolder.clearContext();
        List<Authentication> seen = new ArrayList<>();

        Thread other = new Thread(() -> {
            asAnn.execute(() -> seen.add(SecurityContextHolder.getContext().getAuthentication()));
            seen.add(SecurityContextHolder.getContext().getAuthentication());
        });
        other.start();
        other.join();

        assertThat(seen).containsExactly(ann, null);
    }
}
