package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Execution;
import org.junit.jupiter.api.Test;

/** Where the servlet container says who asks. */
class AccessTest extends AccessContract {

    AccessTest() {
        super(policy -> new Site(policy, Site.as("ann", "releasers")));
    }

    @Test
    void a_policy_that_fails_is_no_fault_of_the_caller() {
        Site site = new Site(new Failing(), Site.as("ann"));
        site.waiting("leaf", "B", null);
        site.open("leaf");
        assertProblem(site.get("/judgments"), 500);
        assertProblem(site.post("/judgments/leaf/judge/decision", "{\"decision\": \"stop\"}"), 500);
        String report = new ExecutionJson().write(Execution.builder("e", "B").build());
        assertProblem(site.put("/executions/e", report), 500);
    }

    /** Like a directory of people that does not answer. */
    private static final class Failing implements AccessPolicy {

        @Override
        public boolean mayRead(Caller caller, String application) {
            throw new IllegalArgumentException("no answer");
        }

        @Override
        public boolean mayKnowOf(Caller caller, String application) {
            throw new IllegalArgumentException("no answer");
        }

        @Override
        public boolean mayJudge(Caller caller, Audience audience) {
            throw new IllegalArgumentException("no answer");
        }

        @Override
        public boolean mayReport(Caller caller, String application) {
            throw new IllegalArgumentException("no answer");
        }
    }
}
