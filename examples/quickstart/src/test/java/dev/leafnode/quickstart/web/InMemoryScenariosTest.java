package dev.leafnode.quickstart.web;

class InMemoryScenariosTest extends ScenariosTest {

    @Override
    String[] settings() {
        return new String[] {
            "--leafnode.store=memory",
            "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        };
    }
}
