package dev.leafnode.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Takes away the Flyway that Spring Boot 3 has made, where nothing of the host says that it is used: no migration where
 * Spring Boot looks, no setting, and no bean that has to do with it.
 */
final class UnusedFlyway implements BeanDefinitionRegistryPostProcessor {

    private static final String MIGRATIONS = "classpath*:db/migration/**/*.*";
    private static final String SETTINGS = "spring.flyway";
    private static final List<Class<?>> SIGNS_OF_USE = List.of(
            JavaMigration.class, Callback.class, FlywayMigrationStrategy.class, FlywayConfigurationCustomizer.class);

    private final Environment settings;
    private final ResourceLoader resources;

    UnusedFlyway(Environment settings, ResourceLoader resources) {
        this.settings = settings;
        this.resources = resources;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (registry instanceof ListableBeanFactory beans && !isUsed(beans, registry)) {
            Stream.of(FlywayMigrationInitializer.class, Flyway.class)
                    .flatMap(type -> namesOf(type, beans))
                    .filter(name -> isOfSpringBoot(name, registry))
                    .forEach(registry::removeBeanDefinition);
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}

    private boolean isUsed(ListableBeanFactory beans, BeanDefinitionRegistry registry) {
        return hasMigrations()
                || Binder.get(settings)
                        .bind(SETTINGS, Bindable.mapOf(String.class, Object.class))
                        .isBound()
                || beans.getBeanNamesForAnnotation(FlywayDataSource.class).length > 0
                || SIGNS_OF_USE.stream()
                        .flatMap(type -> namesOf(type, beans))
                        .anyMatch(name -> !isOfSpringBoot(name, registry));
    }

    private boolean hasMigrations() {
        try {
            return new PathMatchingResourcePatternResolver(resources).getResources(MIGRATIONS).length > 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Looks at definitions only: nothing of the host is made for this. */
    private static Stream<String> namesOf(Class<?> type, ListableBeanFactory beans) {
        return Stream.of(beans.getBeanNamesForType(type, true, false));
    }

    private static boolean isOfSpringBoot(String name, BeanDefinitionRegistry registry) {
        return registry.containsBeanDefinition(name)
                && String.valueOf(registry.getBeanDefinition(name).getFactoryBeanName())
                        .startsWith(UnusedFlywayAutoConfiguration.AUTO_CONFIGURATION);
    }
}
