package dev.leafnode.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.leafnode.web");

    @Test
    void it_knows_no_store_no_spring_boot_and_no_spring_security() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.leafnode.store..",
                        "dev.leafnode.memory..",
                        "dev.leafnode.spring..",
                        "org.springframework.boot..",
                        "org.springframework.security..")
                .check(classes);
    }

    @Test
    void the_resource_knows_nothing_of_http_and_of_spring() {
        noClasses()
                .that()
                .resideInAPackage("dev.leafnode.web.resource")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.leafnode.web",
                        "dev.leafnode.repository..",
                        "dev.leafnode.navigation..",
                        "org.springframework..",
                        "jakarta..")
                .check(classes);
    }
}
