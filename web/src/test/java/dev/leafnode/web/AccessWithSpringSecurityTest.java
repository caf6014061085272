package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static dev.leafnode.web.SpringSecurity.PASSWORD;
import static dev.leafnode.web.SpringSecurity.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.web.Site.Answer;
import org.junit.jupiter.api.Test;

/** Where Spring Security says who asks. */
class AccessWithSpringSecurityTest extends AccessContract {

    private static final String CONTINUE = "{\"decision\": \"continue\"}";
    private static final String DECISION = "/judgments/leaf/judge/decision";

    AccessWithSpringSecurityTest() {
        super(policy -> new Site(policy, signedIn("ann", PASSWORD), SpringSecurity.knowing("ann", "ROLE_releasers")));
    }

    @Test
    void a_required_role_is_an_authority_with_spring_securitys_prefix() {
        Site site = waiting(new Site(
                AccessPolicy.DEFAULT, signedIn("ann", PASSWORD), SpringSecurity.knowing("ann", "ROLE_releasers")));
        assertThat(site.get("/judgments").at("/judgments/0/canJudge").asBoolean())
                .isTrue();
        Answer decided = site.post(DECISION, CONTINUE);
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.at("/decidedBy").asText()).isEqualTo("ann");
    }

    @Test
    void without_the_authority_or_anonymously_nobody_decides() {
        for (Site site : new Site[] {
            new Site(AccessPolicy.DEFAULT, signedIn("bob", PASSWORD), SpringSecurity.knowing("bob", "releasers")),
            new Site(AccessPolicy.DEFAULT, Site.asNobody(), SpringSecurity.knowing("ann", "ROLE_releasers"))
        }) {
            assertProblem(waiting(site).post(DECISION, CONTINUE), 403);
            assertThat(site.get("/judgments").at("/judgments/0/canJudge").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void who_signs_in_wrongly_gets_the_answer_of_spring_security() {
        Site site = waiting(new Site(
                AccessPolicy.DEFAULT, signedIn("ann", "guessed"), SpringSecurity.knowing("ann", "ROLE_releasers")));
        assertThat(site.post(DECISION, CONTINUE).status()).isEqualTo(401);
        assertThat(site.get("/judgments").status()).isEqualTo(401);
        assertThat(site.store
                        .executions()
                        .find("leaf")
                        .orElseThrow()
                        .stage("judge")
                        .orElseThrow()
                        .status()
                        .isComplete())
                .isFalse();
    }

    private static Site waiting(Site site) {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        return site;
    }
}
