package dev.leafnode.orca.plugin;

import com.netflix.spinnaker.kork.plugins.api.spring.PrivilegedSpringPlugin;
import dev.leafnode.orca.OrcaEvents;
import dev.leafnode.orca.OthersAdvice;
import java.util.function.Supplier;
import org.pf4j.PluginWrapper;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Puts judgment navigation into Orca: nothing while the flag is off, and otherwise three beans. One is
 * {@linkplain LeafnodeContext a context of its own} with all of navigation in it; the others are taken from there, since
 * Orca looks for listeners and for advice among its own beans only.
 *
 * <p>Orca asks for them after its configuration is read and before any of its singletons is made, in both versions of its
 * plugin framework.
 */
public final class LeafnodePlugin extends PrivilegedSpringPlugin {

    private static final String CONTEXT = "leafnodeContext";

    public LeafnodePlugin(PluginWrapper wrapper) {
        super(wrapper);
    }

    @Override
    public void registerBeanDefinitions(BeanDefinitionRegistry registry) {
        ConfigurableListableBeanFactory orca = (ConfigurableListableBeanFactory) registry;
        LeafnodeContext context = new LeafnodeContext(orca, environment(orca));
        if (context.isOn()) {
            registry.registerBeanDefinition(
                    CONTEXT, bean(LeafnodeContext.class, () -> context).getBeanDefinition());
            take(OrcaEvents.class, "leafnodeOrcaEvents", context, registry);
            take(OthersAdvice.class, "leafnodeOthersAdvice", context, registry);
        }
    }

    private static ConfigurableEnvironment environment(ConfigurableListableBeanFactory orca) {
        return orca.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, ConfigurableEnvironment.class);
    }

    private static <T> void take(Class<T> type, String name, LeafnodeContext context, BeanDefinitionRegistry registry) {
        registry.registerBeanDefinition(
                name, bean(type, () -> context.bean(type)).addDependsOn(CONTEXT).getBeanDefinition());
    }

    private static <T> BeanDefinitionBuilder bean(Class<T> type, Supplier<T> made) {
        return BeanDefinitionBuilder.genericBeanDefinition(type, made);
    }
}
