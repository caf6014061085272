package dev.leafnode.orca;

class PostgreSqlScenariosTest extends ScenariosContract {

    PostgreSqlScenariosTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
