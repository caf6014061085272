package dev.leafnode.orca;

import org.junit.jupiter.api.Tag;

@Tag("heavy")
class H2ScenariosTest extends ScenariosContract {

    H2ScenariosTest() {
        super(TestDatabase.H2);
    }
}
