package dev.leafnode.spring;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.JudgmentRepository;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import redis.clients.jedis.UnifiedJedis;

/** Ends the start of an application that has nothing to keep what it asks for, before any bean is made. */
final class StoreRequirement implements BeanFactoryPostProcessor {

    private final Environment settings;

    StoreRequirement(Environment settings) {
        this.settings = settings;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (names(beans, JudgmentRepository.class).isEmpty()) {
            throw new StoreSelectionException(rejection(beans));
        }
        Set<LeafState> states = OnBubble.states(settings);
        if (states.size() > 1 && names(beans, Store.class).isEmpty()) {
            throw new StoreSelectionException(StoreSelection.withoutPlaceFor(states));
        }
    }

    private StoreSelection.Rejected rejection(ConfigurableListableBeanFactory beans) {
        StoreSelection selection = OnStore.selection(settings, beans.getBeanClassLoader());
        if (selection instanceof StoreSelection.Rejected rejected) {
            return rejected;
        }
        return selection.equals(new StoreSelection.Selected(StoreType.REDIS))
                ? StoreSelection.withoutRedis(names(beans, UnifiedJedis.class))
                : StoreSelection.withoutDataSource(names(beans, DataSource.class));
    }

    private static List<String> names(ConfigurableListableBeanFactory beans, Class<?> type) {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false));
    }
}
