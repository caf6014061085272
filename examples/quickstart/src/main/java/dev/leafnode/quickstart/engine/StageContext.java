package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of a stage's context, which is itself immutable. */
final class StageContext {

    private StageContext() {}

    /** The stage with one value more. */
    static Stage with(Stage stage, String key, @Nullable Object value) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.put(key, value);
        return stage.toBuilder().context(context).build();
    }

    /** The stage without these values. */
    static Stage without(Stage stage, Set<String> keys) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.keySet().removeAll(keys);
        return stage.toBuilder().context(context).build();
    }
}
