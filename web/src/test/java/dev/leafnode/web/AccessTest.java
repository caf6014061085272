package dev.leafnode.web;

/** Where the servlet container says who asks. */
class AccessTest extends AccessContract {

    AccessTest() {
        super(policy -> new Site(policy, Site.as("ann", "releasers")));
    }
}
