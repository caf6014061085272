package dev.leafnode.store.sql;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.convert.DataAccessStrategy;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactory;
import org.springframework.data.relational.core.dialect.Dialect;
import org.springframework.data.relational.core.mapping.RelationalMappingContext;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * Spring Data JDBC for this store alone. A context without a parent: the application's naming strategy, converters and
 * repositories do not reach the store, and the store's do not reach the application.
 */
final class StoreContext implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JdbcRepositoryFactory repositories;

    StoreContext(DataSource dataSource, Tables tables) {
        context.setClassLoader(StoreContext.class.getClassLoader());
        // Registered as they are, not as bean definitions: closing this context must not close the application's.
        context.getBeanFactory().registerSingleton("dataSource", dataSource);
        context.getBeanFactory().registerSingleton("tables", tables);
        context.register(Mapping.class);
        context.refresh();
        repositories = new JdbcRepositoryFactory(
                context.getBean(DataAccessStrategy.class),
                context.getBean(RelationalMappingContext.class),
                context.getBean(JdbcConverter.class),
                context.getBean(Dialect.class),
                context,
                jdbc());
        repositories.setBeanFactory(context);
        repositories.setBeanClassLoader(StoreContext.class.getClassLoader());
    }

    NamedParameterJdbcOperations jdbc() {
        return context.getBean(NamedParameterJdbcOperations.class);
    }

    <R extends Repository<?, ?>> R rows(Class<R> repository) {
        return repositories.getRepository(repository);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Nothing is looked for on the class path, which would cost the start of every application its time. */
    @Configuration(proxyBeanMethods = false)
    static class Mapping extends AbstractJdbcConfiguration {

        @Override
        protected Collection<String> getMappingBasePackages() {
            return List.of();
        }

        @Bean
        NamedParameterJdbcOperations namedParameterJdbcOperations(DataSource dataSource, Tables tables) {
            return tables.jdbc(new JdbcTemplate(dataSource));
        }

        /** Quoted names would be case-sensitive, and the tables' are not. To be said before the mapping is built. */
        @Bean
        static BeanPostProcessor unquotedNames() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String beanName) {
                    if (bean instanceof RelationalMappingContext mapping) {
                        mapping.setForceQuote(false);
                    }
                    return bean;
                }
            };
        }
    }
}
