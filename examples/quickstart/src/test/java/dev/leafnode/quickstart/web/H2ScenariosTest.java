package dev.leafnode.quickstart.web;

class H2ScenariosTest extends ScenariosTest {

    @Override
    String[] settings() {
        return new String[] {"--leafnode.store=sql", "--spring.datasource.url=jdbc:h2:mem:scenarios;DB_CLOSE_DELAY=-1"};
    }
}
