package dev.leafnode.spring;

import dev.leafnode.repository.JudgmentRepository;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Ends the start of an application that has nothing to keep judgments in, before any bean is made. */
final class StoreRequirement implements BeanFactoryPostProcessor {

    private final Environment settings;

    StoreRequirement(Environment settings) {
        this.settings = settings;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!has(beans, JudgmentRepository.class)
                && OnStore.selection(settings, beans.getBeanClassLoader())
                        instanceof StoreSelection.Rejected rejected) {
            throw new StoreSelectionException(rejected);
        }
    }

    private static boolean has(ConfigurableListableBeanFactory beans, Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
    }
}
