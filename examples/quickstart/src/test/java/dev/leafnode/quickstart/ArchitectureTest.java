package dev.leafnode.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.leafnode.quickstart");

    @Test
    void the_engine_knows_nothing_of_navigation() {
        noClasses()
                .that()
                .resideInAnyPackage("..quickstart.engine..", "..quickstart.definition..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.leafnode.navigation..", "dev.leafnode.spring..", "dev.leafnode.store..")
                .check(classes);
    }

    @Test
    void the_command_asks_the_rest_interface_and_not_the_engine() {
        noClasses()
                .that()
                .resideInAPackage("..quickstart.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..quickstart.engine..", "..quickstart.web..", "dev.leafnode.navigation..")
                .check(classes);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        slices().matching("dev.leafnode.quickstart.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
