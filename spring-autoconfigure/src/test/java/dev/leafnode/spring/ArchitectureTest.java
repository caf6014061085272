package dev.leafnode.spring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.util.ClassUtils;

class ArchitectureTest {

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.leafnode");

    @Test
    void arrows_between_modules_go_one_way_only() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("core")
                .definedBy(
                        "dev.leafnode.model..",
                        "dev.leafnode.listener..",
                        "dev.leafnode.repository..",
                        "dev.leafnode.navigation..",
                        "dev.leafnode.feed..",
                        "dev.leafnode.reminder..",
                        "dev.leafnode.memory..")
                .layer("json")
                .definedBy("dev.leafnode.json..")
                .layer("stores")
                .definedBy("dev.leafnode.store..")
                .layer("spring")
                .definedBy("dev.leafnode.spring..")
                .whereLayer("spring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("stores")
                .mayOnlyBeAccessedByLayers("spring")
                .whereLayer("json")
                .mayOnlyBeAccessedByLayers("stores")
                .check(all);
    }

    @Test
    void nothing_of_spring_boot_is_used_that_moved_between_its_versions() {
        classes()
                .that()
                .resideInAPackage("dev.leafnode.spring..")
                .and(not(belongToAnyOf(UnusedFlyway.class)))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.springframework.boot.."))
                        .or(resideInAnyPackage(
                                "org.springframework.boot.actuate.autoconfigure.endpoint.condition",
                                "org.springframework.boot.actuate.endpoint",
                                "org.springframework.boot.actuate.endpoint.annotation",
                                "org.springframework.boot.autoconfigure",
                                "org.springframework.boot.autoconfigure.condition",
                                "org.springframework.boot.context.properties..",
                                "org.springframework.boot.diagnostics",
                                "org.springframework.boot.sql.init.dependency")))
                .check(all);
    }

    @Test
    void a_store_is_touched_only_by_its_own_configuration() {
        noClasses()
                .that()
                .resideInAPackage("dev.leafnode.spring..")
                .and(not(belongToAnyOf(SqlStoreConfiguration.class, RedisStoreConfiguration.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.leafnode.store..")
                .check(all);
    }

    /** A name with a slip of the pen would order nothing, without a word. Those of Spring Boot 4 are not here to ask. */
    @Test
    void every_auto_configuration_of_spring_boot_3_that_comes_first_exists() {
        assertThat(LeafnodeAutoConfiguration.class
                        .getAnnotation(AutoConfiguration.class)
                        .afterName())
                .filteredOn(name -> name.startsWith("org.springframework.boot.autoconfigure."))
                .hasSize(6)
                .allMatch(name -> ClassUtils.isPresent(name, null));
    }
}
