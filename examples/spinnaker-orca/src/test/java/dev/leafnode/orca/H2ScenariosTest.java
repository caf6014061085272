package dev.leafnode.orca;

class H2ScenariosTest extends ScenariosContract {

    H2ScenariosTest() {
        super(TestDatabase.H2);
    }
}
