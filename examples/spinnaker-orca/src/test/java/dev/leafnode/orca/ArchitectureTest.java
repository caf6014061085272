package dev.leafnode.orca;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.leafnode.orca");

    /** Orca's next lines have other versions of these, or others in their place. */
    @Test
    void it_links_to_nothing_that_differs_between_the_lines_of_orca() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "rx..",
                        "io.reactivex..",
                        "javax..",
                        "jakarta..",
                        "redis..",
                        "org.jooq..",
                        "kotlin..",
                        "groovy..")
                .check(classes);
    }

    @Test
    void it_knows_no_store() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.leafnode.store..", "dev.leafnode.memory..", "org.springframework.jdbc..", "java.sql..")
                .check(classes);
    }
}
