package dev.leafnode.store.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was met lately: a map that forgets what was not asked for longest. Safe for use by many threads. */
final class Recent<K, V> {

    private static final float LOAD_FACTOR = 0.75f;
    private static final int INITIAL_CAPACITY = 16;

    private final Map<K, V> values;

    Recent(int most) {
        values = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
    }

    synchronized void remove(K key) {
        values.remove(key);
    }
}
