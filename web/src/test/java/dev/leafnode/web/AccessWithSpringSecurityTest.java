package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.web.Site.Answer;
import org.junit.jupiter.api.Test;

/** Where Spring Security says who asks. */
class AccessWithSpringSecurityTest extends AccessContract {

    private static final String CONTINUE = "{\"decision\": \"continue\"}";

    AccessWithSpringSecurityTest() {
        super(policy -> new Site(policy, Site.asNobody(), SpringSecurity.as("ann", "ROLE_releasers")));
    }

    @Test
    void a_required_role_is_an_authority_with_spring_securitys_prefix() {
        Site site =
                waiting(new Site(AccessPolicy.DEFAULT, Site.asNobody(), SpringSecurity.as("ann", "ROLE_releasers")));
        assertThat(site.get("/judgments").at("/judgments/0/canJudge").asBoolean())
                .isTrue();
        Answer decided = site.post("/judgments/leaf/judge/decision", CONTINUE);
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.at("/decidedBy").asText()).isEqualTo("ann");
    }

    @Test
    void without_the_authority_or_anonymously_nobody_decides() {
        for (Site site : new Site[] {
            new Site(AccessPolicy.DEFAULT, Site.asNobody(), SpringSecurity.as("bob", "releasers")),
            new Site(AccessPolicy.DEFAULT, Site.asNobody(), SpringSecurity.asNobody())
        }) {
            assertProblem(waiting(site).post("/judgments/leaf/judge/decision", CONTINUE), 403);
            assertThat(site.get("/judgments").at("/judgments/0/canJudge").asBoolean())
                    .isFalse();
        }
    }

    private static Site waiting(Site site) {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        return site;
    }
}
