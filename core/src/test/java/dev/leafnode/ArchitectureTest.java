package dev.leafnode;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.leafnode");

    @Test
    void arrows_go_one_way_only() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("dev.leafnode.model")
                .layer("listener")
                .definedBy("dev.leafnode.listener")
                .layer("repository")
                .definedBy("dev.leafnode.repository")
                .layer("navigation")
                .definedBy("dev.leafnode.navigation")
                .layer("feed")
                .definedBy("dev.leafnode.feed")
                .layer("reminder")
                .definedBy("dev.leafnode.reminder")
                .layer("memory")
                .definedBy("dev.leafnode.memory")
                .whereLayer("navigation")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("feed")
                .mayOnlyBeAccessedByLayers("reminder")
                .whereLayer("reminder")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("memory")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("listener")
                .mayOnlyBeAccessedByLayers("navigation")
                .whereLayer("repository")
                .mayOnlyBeAccessedByLayers("navigation", "feed", "reminder", "memory")
                .check(core);
        slices().matching("dev.leafnode.(*)..").should().beFreeOfCycles().check(core);
    }

    @Test
    void core_needs_nothing_but_the_jdk_a_logging_facade_and_null_annotations() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "javax.crypto..", "org.slf4j..", "org.jspecify..", "dev.leafnode..")
                .check(core);
    }

    @Test
    void names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils|Util)$")
                .check(core);
    }

    @Test
    void a_store_implements_at_most_ten_methods() {
        long methods = Stream.of(ExecutionRepository.class, JudgmentRepository.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(ArchitectureTest::isToBeImplemented)
                .count();
        assertThat(methods).isBetween(1L, 10L);
    }

    private static boolean isToBeImplemented(Method method) {
        return Modifier.isAbstract(method.getModifiers());
    }
}
