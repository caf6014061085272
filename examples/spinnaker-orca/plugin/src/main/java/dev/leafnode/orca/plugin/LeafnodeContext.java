package dev.leafnode.orca.plugin;

import dev.leafnode.orca.OrcaAutoConfiguration;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All of navigation, with Orca's beans and settings to fall back on, and out of Orca's sight. It starts as a bean of Orca's,
 * and is closed before the beans of Orca that it took while it started.
 *
 * <p>It has Orca's bean factory as its parent, and not Orca's context: what is told in here, its own start and end above
 * all, would be told to Orca's listeners as well.
 */
final class LeafnodeContext implements InitializingBean, SmartInitializingSingleton, DisposableBean {

    private final ConfigurableListableBeanFactory orca;
    private final AnnotationConfigApplicationContext own;

    LeafnodeContext(ConfigurableListableBeanFactory orca, ConfigurableEnvironment environment) {
        this.orca = orca;
        ClassLoader plugin = LeafnodeContext.class.getClassLoader();
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory(orca);
        // The context sets it when it starts, and conditions are asked before.
        beans.setBeanClassLoader(plugin);
        own = new AnnotationConfigApplicationContext(beans);
        own.setDisplayName("Leafnode");
        own.setClassLoader(plugin);
        own.setEnvironment(environment);
        own.register(OrcaAutoConfiguration.class, LeafnodeAutoConfiguration.class);
    }

    /** Whether the settings turn navigation on. */
    boolean isOn() {
        return own.getBeanFactory().getBeanNamesForType(OrcaAutoConfiguration.class).length > 0;
    }

    @Override
    public void afterPropertiesSet() {
        own.refresh();
    }

    <T> T bean(Class<T> type) {
        return own.getBean(type);
    }

    /** Orca's registry is asked for when all beans are made: it may need the data source, and the data source it. */
    @Override
    public void afterSingletonsInstantiated() {
        orca.getBeanProvider(MeterRegistry.class)
                .ifUnique(registry ->
                        own.getBeansOfType(MeterBinder.class).values().forEach(meters -> meters.bindTo(registry)));
    }

    @Override
    public void destroy() {
        own.close();
    }
}
