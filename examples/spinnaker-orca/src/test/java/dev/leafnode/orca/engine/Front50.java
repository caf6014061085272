package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.front50.Front50Service;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pipelines and custom strategies that there are, as Orca asks Front50 for them: each answer is a copy of its own. */
final class Front50 {

    private final Map<String, PipelineConfig> configs = new ConcurrentHashMap<>();

    void save(PipelineConfig config) {
        configs.put(config.name(), config);
    }

    PipelineConfig config(String name) {
        return configs.get(name);
    }

    Front50Service service() {
        return (Front50Service) Proxy.newProxyInstance(
                Front50Service.class.getClassLoader(), new Class<?>[] {Front50Service.class}, this::answer);
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getPipelines", "getStrategies" -> ofApplication((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private List<Map<String, Object>> ofApplication(String application) {
        return configs.values().stream()
                .filter(config -> config.application().equals(application))
                .map(PipelineConfig::toMap)
                .toList();
    }
}
